import { Migration } from '@mikro-orm/migrations';

export class Migration20261123212417 extends Migration {

  override name = 'Migration20261123212417';

  override up(): void | Promise<void> {
    this.addSql(`create table "model" ("id" text not null, "namespace" text not null, "name" text not null, "version" text not null, "description" text null, "kind" text not null, "spec" jsonb not null, "repository_id" text not null, "revision" text not null, "format" text not null, "size_bytes" bigint not null, "base_model_id" text null, "adapter" jsonb null, "tags" text[] not null, "created_by" text not null, "created_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`create index "model_base_model_id_index" on "model" ("base_model_id");`);
    this.addSql(`alter table "model" add constraint "model_namespace_name_version_unique" unique ("namespace", "name", "version");`);

    this.addSql(`create table "namespace" ("id" text not null, "name" text not null, "description" text null, "created_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`alter table "namespace" add constraint "namespace_name_unique" unique ("name");`);

    this.addSql(`alter table "model" add constraint "model_kind_check" check ("kind" in ('BASE', 'ADAPTER'));`);
    this.addSql(`alter table "model" add constraint "model_format_check" check ("format" in ('SAFETENSORS', 'PEFT'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "model" cascade;`);
    this.addSql(`drop table if exists "namespace" cascade;`);
  }

}
