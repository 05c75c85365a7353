import { Migration } from '@mikro-orm/migrations';

export class Migration20261123212749 extends Migration {

  override name = 'Migration20261123212749';

  override up(): void | Promise<void> {
    this.addSql(`create table "repository" ("id" text not null, "kind" text not null, "namespace" text not null, "name" text not null, "description" text null, "tags" text[] not null, "last_number" int not null, "created_by" text not null, "created_at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`alter table "repository" add constraint "repository_namespace_name_unique" unique ("namespace", "name");`);

    this.addSql(`create table "blob" ("repository_id" text not null, "sha256" text not null, "size_bytes" bigint not null, "git_oid" text null, "is_committed" boolean not null, primary key ("repository_id", "sha256"));`);

    this.addSql(`create table "upload" ("id" text not null, "repository_id" text not null, "sha256" text not null, "size_bytes" bigint not null, "part_size_bytes" bigint not null, "multipart_id" text null, "created_at" timestamptz(3) not null, "completed_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "upload_repository_id_sha256_index" on "upload" ("repository_id", "sha256");`);

    this.addSql(`create table "version" ("id" text not null, "repository_id" text not null, "number" int not null, "commit" text not null, "parent_id" text null, "message" text not null, "author" text not null, "committed_at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`alter table "version" add constraint "version_repository_id_number_unique" unique ("repository_id", "number");`);
    this.addSql(`alter table "version" add constraint "version_repository_id_commit_unique" unique ("repository_id", "commit");`);

    this.addSql(`create table "branch" ("repository_id" text not null, "name" text not null, "version_id" text not null, primary key ("repository_id", "name"));`);

    this.addSql(`create table "version_file" ("version_id" text not null, "path" text collate "C" not null, "repository_id" text not null, "sha256" text not null, "size_bytes" bigint not null, "git_oid" text null, "row_format" text null, "row_count" bigint null, primary key ("version_id", "path"));`);

    this.addSql(`alter table "repository" add constraint "repository_kind_check" check ("kind" in ('DATASET', 'MODEL'));`);

    this.addSql(`alter table "blob" add constraint "blob_repository_id_foreign" foreign key ("repository_id") references "repository" ("id");`);

    this.addSql(`alter table "upload" add constraint "upload_repository_id_foreign" foreign key ("repository_id") references "repository" ("id");`);

    this.addSql(`alter table "version" add constraint "version_repository_id_foreign" foreign key ("repository_id") references "repository" ("id");`);

    this.addSql(`alter table "branch" add constraint "branch_repository_id_foreign" foreign key ("repository_id") references "repository" ("id");`);
    this.addSql(`alter table "branch" add constraint "branch_version_id_foreign" foreign key ("version_id") references "version" ("id");`);

    this.addSql(`alter table "version_file" add constraint "version_file_version_id_foreign" foreign key ("version_id") references "version" ("id");`);
    this.addSql(`alter table "version_file" add constraint "version_file_row_format_check" check ("row_format" in ('CHAT', 'COMPLETION', 'PREFERENCE', 'EMBEDDING', 'TABLE'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "blob" drop constraint "blob_repository_id_foreign";`);
    this.addSql(`alter table "upload" drop constraint "upload_repository_id_foreign";`);
    this.addSql(`alter table "version" drop constraint "version_repository_id_foreign";`);
    this.addSql(`alter table "branch" drop constraint "branch_repository_id_foreign";`);
    this.addSql(`alter table "branch" drop constraint "branch_version_id_foreign";`);
    this.addSql(`alter table "version_file" drop constraint "version_file_version_id_foreign";`);

    this.addSql(`drop table if exists "repository" cascade;`);
    this.addSql(`drop table if exists "blob" cascade;`);
    this.addSql(`drop table if exists "upload" cascade;`);
    this.addSql(`drop table if exists "version" cascade;`);
    this.addSql(`drop table if exists "branch" cascade;`);
    this.addSql(`drop table if exists "version_file" cascade;`);
  }

}
