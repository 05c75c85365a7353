import { Migration } from '@mikro-orm/migrations';

export class Migration20261123212902 extends Migration {

  override name = 'Migration20261123212902';

  override up(): void | Promise<void> {
    this.addSql(`create table "guardrail_config" ("id" text not null, "namespace" text not null, "name" text not null, "version" int not null, "description" text null, "input_rails" jsonb not null, "refusal" text not null, "created_by" text not null, "created_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`alter table "guardrail_config" add constraint "guardrail_config_namespace_name_version_unique" unique ("namespace", "name", "version");`);

    this.addSql(`create table "guardrail_verdict" ("id" text not null, "namespace" text not null, "config_id" text not null, "model_id" text null, "outcome" text not null, "rails" jsonb not null, "checked_by" text not null, "checked_at" timestamptz not null, "duration_ms" double precision not null, primary key ("id"));`);
    this.addSql(`create index "guardrail_verdict_namespace_index" on "guardrail_verdict" ("namespace");`);
    this.addSql(`create index "guardrail_verdict_config_id_index" on "guardrail_verdict" ("config_id");`);
    this.addSql(`create index "guardrail_verdict_model_id_index" on "guardrail_verdict" ("model_id");`);

    this.addSql(`create table "model_guard" ("model_id" text not null, "namespace" text not null, "config_id" text not null, "created_by" text not null, "created_at" timestamptz not null, primary key ("model_id"));`);

    this.addSql(`alter table "guardrail_verdict" add constraint "guardrail_verdict_outcome_check" check ("outcome" in ('PASSED', 'MASKED', 'BLOCKED'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "guardrail_config" cascade;`);
    this.addSql(`drop table if exists "guardrail_verdict" cascade;`);
    this.addSql(`drop table if exists "model_guard" cascade;`);
  }

}
