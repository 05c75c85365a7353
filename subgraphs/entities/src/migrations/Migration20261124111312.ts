import { Migration } from '@mikro-orm/migrations';

export class Migration20261124111312 extends Migration {

  override name = 'Migration20261124111312';

  override up(): void | Promise<void> {
    this.addSql(`alter table "model" drop constraint "model_kind_check";`);
    this.addSql(`alter table "model" add "endpoint" jsonb null, add "api_key" text null, add "api_key_set_at" timestamptz(3) null;`);
    this.addSql(`alter table "model" alter column "format" drop not null;`);
    this.addSql(`alter table "model" alter column "repository_id" drop not null;`);
    this.addSql(`alter table "model" alter column "revision" drop not null;`);
    this.addSql(`alter table "model" alter column "size_bytes" drop not null;`);
    this.addSql(`alter table "model" alter column "spec" drop not null;`);
    this.addSql(`create index model_api_key_index on model (id) where api_key is not null;`);
    this.addSql(`alter table "model" add constraint "model_endpoint_check" check ((kind = 'EXTERNAL') = (endpoint is not null));`);
    this.addSql(`alter table "model" add constraint "model_files_check" check (num_nulls(spec, repository_id, revision, format, size_bytes) = case kind when 'EXTERNAL' then 5 else 0 end);`);
    this.addSql(`alter table "model" add constraint "model_kind_check" check ("kind" in ('BASE', 'ADAPTER', 'EXTERNAL'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "model_api_key_index";`);
    this.addSql(`alter table "model" drop constraint "model_endpoint_check";`);
    this.addSql(`alter table "model" drop constraint "model_files_check";`);
    this.addSql(`alter table "model" drop constraint "model_kind_check";`);
    this.addSql(`alter table "model" drop column "endpoint", drop column "api_key", drop column "api_key_set_at";`);
    this.addSql(`alter table "model" alter column "spec" set not null;`);
    this.addSql(`alter table "model" alter column "repository_id" set not null;`);
    this.addSql(`alter table "model" alter column "revision" set not null;`);
    this.addSql(`alter table "model" alter column "format" set not null;`);
    this.addSql(`alter table "model" alter column "size_bytes" set not null;`);
    this.addSql(`alter table "model" add constraint "model_kind_check" check ("kind" in ('BASE', 'ADAPTER'));`);
  }

}
