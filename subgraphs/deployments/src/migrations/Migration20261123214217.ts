import { Migration } from '@mikro-orm/migrations';

export class Migration20261123214217 extends Migration {

  override name = 'Migration20261123214217';

  override up(): void | Promise<void> {
    this.addSql(`create table "deployment" ("id" text not null, "namespace" text not null, "name" text not null, "model_id" text not null, "model_ref" text not null, "model_namespace" text not null, "repository" text not null, "revision" text not null, "status" text not null, "status_reason" text null, "api_key" text not null, "endings" jsonb not null, "restart_at" timestamptz null, "client_request_id" text null, "created_by" text not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "change_count" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "deployment_namespace_index" on "deployment" ("namespace");`);
    this.addSql(`create index "deployment_model_id_index" on "deployment" ("model_id");`);
    this.addSql(`alter table "deployment" add constraint "deployment_namespace_client_request_id_unique" unique ("namespace", "client_request_id");`);

    this.addSql(`create table "served_adapter" ("id" text not null, "deployment_id" text not null, "model_id" text not null, "model_ref" text not null, "model_namespace" text not null, "repository" text not null, "revision" text not null, "status" text not null, "status_reason" text null, primary key ("id"));`);
    this.addSql(`create index "served_adapter_model_id_index" on "served_adapter" ("model_id");`);
    this.addSql(`alter table "served_adapter" add constraint "served_adapter_deployment_id_model_id_unique" unique ("deployment_id", "model_id");`);

    this.addSql(`alter table "deployment" add constraint "deployment_status_check" check ("status" in ('PENDING', 'DOWNLOADING', 'STARTING', 'READY', 'FAILED', 'DELETING'));`);

    this.addSql(`alter table "served_adapter" add constraint "served_adapter_status_check" check ("status" in ('LOADING', 'READY', 'FAILED'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "deployment" cascade;`);
    this.addSql(`drop table if exists "served_adapter" cascade;`);
  }

}
