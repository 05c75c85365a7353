import { Migration } from '@mikro-orm/migrations';

export class Migration20261123213441 extends Migration {

  override name = 'Migration20261123213441';

  override up(): void | Promise<void> {
    this.addSql(`create table "job_attempt" ("job_id" text not null, "number" int not null, "status" text not null, "reason" text null, "started_at" timestamptz not null, "ended_at" timestamptz null, "exit_code" int null, "last_seq" int not null, "launched_at" timestamptz null, "last_heard_at" timestamptz null, "result" jsonb null, "error" text null, "stopped_at" timestamptz null, primary key ("job_id", "number"));`);
    this.addSql(`create index "job_attempt_ended_at_index" on "job_attempt" ("ended_at");`);

    this.addSql(`create table "job" ("id" text not null, "namespace" text not null, "name" text not null, "status" text not null, "status_reason" text null, "progress" jsonb not null, "created_by" text not null, "created_at" timestamptz not null, "started_at" timestamptz null, "ended_at" timestamptz null, "client_request_id" text null, "base_model_id" text not null, "base_model" jsonb not null, "dataset_version_id" text not null, "dataset" jsonb not null, "training_type" text not null, "finetuning_type" text not null, "hyperparameters" jsonb not null, "output_name" text not null, "output_description" text null, "output_tags" text[] not null, "output_repository_id" text null, "output_model_id" text null, "deploy" boolean not null, "event_count" int not null, "attempt_count" int not null, "cancelled_by" text null, "cancel_requested_at" timestamptz null, "unanswered_since" timestamptz null, primary key ("id"));`);
    this.addSql(`create index "job_output_model_id_index" on "job" ("output_model_id");`);
    this.addSql(`create index "job_status_id_index" on "job" ("status", "id");`);
    this.addSql(`create index "job_namespace_id_index" on "job" ("namespace", "id");`);
    this.addSql(`create index "job_base_model_id_id_index" on "job" ("base_model_id", "id");`);
    this.addSql(`create index "job_dataset_version_id_id_index" on "job" ("dataset_version_id", "id");`);
    this.addSql(`alter table "job" add constraint "job_namespace_client_request_id_unique" unique ("namespace", "client_request_id");`);

    this.addSql(`create table "job_event" ("job_id" text not null, "number" int not null, "type" text not null, "data" jsonb not null, "attempt" int not null, "at" timestamptz not null, primary key ("job_id", "number"));`);
    this.addSql(`create index "job_event_job_id_type_number_index" on "job_event" ("job_id", "type", "number");`);

    this.addSql(`alter table "job_attempt" add constraint "job_attempt_status_check" check ("status" in ('QUEUED', 'RUNNING', 'CANCELLING', 'CANCELLED', 'SUCCEEDED', 'FAILED'));`);

    this.addSql(`alter table "job" add constraint "job_status_check" check ("status" in ('QUEUED', 'RUNNING', 'CANCELLING', 'CANCELLED', 'SUCCEEDED', 'FAILED'));`);
    this.addSql(`alter table "job" add constraint "job_training_type_check" check ("training_type" in ('SFT'));`);
    this.addSql(`alter table "job" add constraint "job_finetuning_type_check" check ("finetuning_type" in ('LORA'));`);

    this.addSql(`alter table "job_event" add constraint "job_event_type_check" check ("type" in ('STATUS', 'PROGRESS', 'METRICS', 'LOG', 'CHECKPOINT'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "job_attempt" cascade;`);
    this.addSql(`drop table if exists "job" cascade;`);
    this.addSql(`drop table if exists "job_event" cascade;`);
  }

}
