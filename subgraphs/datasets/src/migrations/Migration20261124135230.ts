import { Migration } from '@mikro-orm/migrations';

export class Migration20261124135230 extends Migration {

  override name = 'Migration20261124135230';

  override up(): void | Promise<void> {
    this.addSql(`create table "orphan" ("key" text not null, "multipart_id" text null, primary key ("key"));`);

    this.addSql(`create table "tag" ("repository_id" text not null, "name" text not null, "version_id" text not null, "message" text null, "created_by" text not null, "created_at" timestamptz(3) not null, primary key ("repository_id", "name"));`);

    this.addSql(`alter table "repository" add "former_names" text[] not null default '{}';`);
    this.addSql(`alter table "repository" alter column "former_names" drop default;`);
    this.addSql(`create index "repository_former_names_index" on "repository" using gin ("former_names");`);

    this.addSql(`alter table "tag" add constraint "tag_repository_id_foreign" foreign key ("repository_id") references "repository" ("id");`);
    this.addSql(`alter table "tag" add constraint "tag_version_id_foreign" foreign key ("version_id") references "version" ("id");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "orphan" cascade;`);
    this.addSql(`drop table if exists "tag" cascade;`);

    this.addSql(`drop index "repository_former_names_index";`);
    this.addSql(`alter table "repository" drop column "former_names";`);

  }

}
