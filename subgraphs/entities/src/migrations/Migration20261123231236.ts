import { Migration } from '@mikro-orm/migrations';

export class Migration20261123231236 extends Migration {

  override name = 'Migration20261123231236';

  override up(): void | Promise<void> {
    this.addSql(`create table "access_token" ("id" text not null, "hash" text not null, "name" text not null, "owner" text not null, "created_by" text not null, "groups" text[] not null, "namespace" text null, "role" text not null, "expires_at" timestamptz null, "last_used_at" timestamptz null, "created_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`alter table "access_token" add constraint "access_token_hash_unique" unique ("hash");`);
    this.addSql(`create index "access_token_owner_index" on "access_token" ("owner");`);

    this.addSql(`create table "grant" ("id" text not null, "subject" text not null, "namespace" text not null, "role" text not null, "created_by" text not null, "created_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`create index "grant_namespace_index" on "grant" ("namespace");`);
    this.addSql(`alter table "grant" add constraint "grant_subject_namespace_unique" unique ("subject", "namespace");`);

    this.addSql(`alter table "access_token" add constraint "access_token_role_check" check ("role" in ('VIEWER', 'EDITOR', 'ADMIN'));`);

    this.addSql(`alter table "grant" add constraint "grant_role_check" check ("role" in ('VIEWER', 'EDITOR', 'ADMIN'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "access_token" cascade;`);
    this.addSql(`drop table if exists "grant" cascade;`);
  }

}
