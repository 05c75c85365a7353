import { Migration } from '@mikro-orm/migrations';

export class Migration20261124111520 extends Migration {

  override name = 'Migration20261124111520';

  override up(): void | Promise<void> {
    this.addSql(`create table "row_set" ("id" text not null, "repository_id" text not null, "sha256" text not null, "split" text not null, "syntax" text not null, "status" text not null, "format" text not null, "row_count" bigint not null, "problems" jsonb not null, "problem_count" int not null, "claimed_until" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`alter table "row_set" add constraint "row_set_repository_id_sha256_split_syntax_unique" unique ("repository_id", "sha256", "split", "syntax");`);

    this.addSql(`create table "row_point" ("row_set_id" text not null, "row" bigint not null, "offset" bigint not null, primary key ("row_set_id", "row"));`);

    this.addSql(`alter table "version_file" drop constraint "version_file_row_format_check";`);
    this.addSql(`alter table "version_file" add "split" text null, add "syntax" text null;`);
    this.addSql(`update "version_file" set "split" = upper(split_part("path", '/', 1)), "syntax" = 'JSONL' where "row_format" is not null;`);
    this.addSql(`alter table "version_file" drop column "row_count", drop column "row_format";`);
    this.addSql(`alter table "version_file" add constraint "version_file_split_check" check ("split" in ('TRAINING', 'VALIDATION', 'TESTING'));`);
    this.addSql(`alter table "version_file" add constraint "version_file_syntax_check" check ("syntax" in ('JSONL', 'JSON', 'CSV', 'PARQUET'));`);

    this.addSql(`alter table "row_set" add constraint "row_set_split_check" check ("split" in ('TRAINING', 'VALIDATION', 'TESTING'));`);
    this.addSql(`alter table "row_set" add constraint "row_set_syntax_check" check ("syntax" in ('JSONL', 'JSON', 'CSV', 'PARQUET'));`);
    this.addSql(`alter table "row_set" add constraint "row_set_status_check" check ("status" in ('PENDING', 'PASSED', 'FAILED'));`);
    this.addSql(`alter table "row_set" add constraint "row_set_format_check" check ("format" in ('CHAT', 'COMPLETION', 'PREFERENCE', 'EMBEDDING', 'RETRIEVAL', 'TABLE'));`);

    this.addSql(`create index "row_set_pending_index" on "row_set" ("id") where "status" = 'PENDING';`);
    this.addSql(`alter table "row_set" add constraint "row_set_blob_foreign" foreign key ("repository_id", "sha256") references "blob" ("repository_id", "sha256") on delete cascade;`);
    this.addSql(`alter table "version_file" add constraint "version_file_blob_foreign" foreign key ("repository_id", "sha256") references "blob" ("repository_id", "sha256");`);
    // what is there already is read again, in the background
    this.addSql(`insert into "row_set" select distinct on ("repository_id", "sha256", "split") 'rows_' || md5("version_id" || "path"), "repository_id", "sha256", "split", "syntax", 'PENDING', 'TABLE', 0, '[]'::jsonb, 0, null from "version_file" where "split" is not null;`);

    this.addSql(`alter table "row_point" add constraint "row_point_row_set_id_foreign" foreign key ("row_set_id") references "row_set" ("id") on delete cascade;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "row_point" drop constraint "row_point_row_set_id_foreign";`);
    this.addSql(`alter table "version_file" drop constraint "version_file_blob_foreign";`);

    this.addSql(`drop table if exists "row_set" cascade;`);
    this.addSql(`drop table if exists "row_point" cascade;`);

    this.addSql(`alter table "version_file" drop constraint "version_file_split_check";`);
    this.addSql(`alter table "version_file" drop constraint "version_file_syntax_check";`);
    this.addSql(`alter table "version_file" drop column "split", drop column "syntax";`);
    this.addSql(`alter table "version_file" add "row_count" bigint null, add "row_format" text null;`);
    this.addSql(`alter table "version_file" add constraint "version_file_row_format_check" check ("row_format" in ('CHAT', 'COMPLETION', 'PREFERENCE', 'EMBEDDING', 'TABLE'));`);
  }

}
