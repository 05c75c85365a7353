import { Migration } from '@mikro-orm/migrations';

export class Migration20261123225333 extends Migration {

  override name = 'Migration20261123225333';

  override up(): void | Promise<void> {
    this.addSql(`create table "project" ("id" text not null, "namespace" text not null, "name" text not null, "description" text null, "client_request_id" text null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`alter table "project" add constraint "project_namespace_name_unique" unique ("namespace", "name");`);
    this.addSql(`alter table "project" add constraint "project_namespace_client_request_id_unique" unique ("namespace", "client_request_id");`);

    this.addSql(`drop index "model_base_model_id_index";`);
    this.addSql(`alter table "model" add "project_id" text null, add "prompt" jsonb null, add "custom_fields" jsonb null, add "client_request_id" text null, add "updated_at" timestamptz(3) null;`);
    this.addSql(`update "model" set "updated_at" = "created_at";`);
    this.addSql(`alter table "model" alter column "updated_at" set not null;`);
    this.addSql(`alter table "model" alter column "created_at" type timestamptz(3) using ("created_at"::timestamptz(3));`);
    this.addSql(`create index "model_created_at_id_index" on "model" ("created_at", "id");`);
    this.addSql(`create index "model_name_id_index" on "model" ("name", "id");`);
    this.addSql(`create index "model_updated_at_id_index" on "model" ("updated_at", "id");`);
    this.addSql(`create index "model_namespace_created_at_id_index" on "model" ("namespace", "created_at", "id");`);
    this.addSql(`create index "model_namespace_name_id_index" on "model" ("namespace", "name", "id");`);
    this.addSql(`create index "model_namespace_updated_at_id_index" on "model" ("namespace", "updated_at", "id");`);
    this.addSql(`create index "model_namespace_kind_created_at_id_index" on "model" ("namespace", "kind", "created_at", "id");`);
    this.addSql(`create index "model_base_model_id_created_at_id_index" on "model" ("base_model_id", "created_at", "id");`);
    this.addSql(`create index "model_project_id_created_at_id_index" on "model" ("project_id", "created_at", "id");`);
    this.addSql(`create index "model_tags_index" on "model" using gin ("tags");`);
    this.addSql(`create extension if not exists pg_trgm;`);
    this.addSql(`create index model_search_index on model using gin (name gin_trgm_ops, description gin_trgm_ops);`);
    this.addSql(`alter table "model" add constraint "model_namespace_client_request_id_unique" unique ("namespace", "client_request_id");`);

    this.addSql(`alter table "namespace" add "client_request_id" text null, add "updated_at" timestamptz(3) null;`);
    this.addSql(`update "namespace" set "updated_at" = "created_at";`);
    this.addSql(`alter table "namespace" alter column "updated_at" set not null;`);
    this.addSql(`alter table "namespace" add constraint "namespace_client_request_id_unique" unique ("client_request_id");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "project" cascade;`);

    this.addSql(`drop index "model_created_at_id_index";`);
    this.addSql(`drop index "model_name_id_index";`);
    this.addSql(`drop index "model_updated_at_id_index";`);
    this.addSql(`drop index "model_namespace_created_at_id_index";`);
    this.addSql(`drop index "model_namespace_name_id_index";`);
    this.addSql(`drop index "model_namespace_updated_at_id_index";`);
    this.addSql(`drop index "model_namespace_kind_created_at_id_index";`);
    this.addSql(`drop index "model_base_model_id_created_at_id_index";`);
    this.addSql(`drop index "model_project_id_created_at_id_index";`);
    this.addSql(`drop index "model_tags_index";`);
    this.addSql(`drop index "model_search_index";`);
    this.addSql(`alter table "model" drop constraint "model_namespace_client_request_id_unique";`);
    this.addSql(`alter table "model" drop column "project_id", drop column "prompt", drop column "custom_fields", drop column "client_request_id", drop column "updated_at";`);
    this.addSql(`alter table "model" alter column "created_at" type timestamptz(6) using ("created_at"::timestamptz(6));`);
    this.addSql(`create index "model_base_model_id_index" on "model" ("base_model_id");`);

    this.addSql(`alter table "namespace" drop constraint "namespace_client_request_id_unique";`);
    this.addSql(`alter table "namespace" drop column "client_request_id", drop column "updated_at";`);
  }

}
