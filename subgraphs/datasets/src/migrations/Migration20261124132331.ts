import { Migration } from '@mikro-orm/migrations';

export class Migration20261124132331 extends Migration {

  override name = 'Migration20261124132331';

  override up(): void | Promise<void> {
    this.addSql(`create table "xorb" ("id" text not null, "repository_id" text not null, "hash" text not null, "size_bytes" bigint not null, "chunks" bytea null, "is_covered" boolean not null, "kept_until" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "xorb_repository_id_hash_index" on "xorb" ("repository_id", "hash");`);
    this.addSql(`create index "xorb_kept_until_index" on "xorb" ("kept_until");`);

    this.addSql(`create table "xorb_chunk" ("repository_id" text not null, "hash" text not null, "xorb_hash" text not null, primary key ("repository_id", "hash"));`);

    this.addSql(`create table "xorb_place" ("repository_id" text not null, "xorb_hash" text not null, "start_chunk" int not null, "end_chunk" int not null, "sha256" text not null, "blob_offset" bigint not null, primary key ("repository_id", "xorb_hash", "start_chunk", "end_chunk"));`);

    this.addSql(`alter table "xorb" add constraint "xorb_repository_id_foreign" foreign key ("repository_id") references "repository" ("id");`);

    this.addSql(`alter table "xorb_chunk" add constraint "xorb_chunk_repository_id_foreign" foreign key ("repository_id") references "repository" ("id");`);
    this.addSql(`alter table "xorb_place" add constraint "xorb_place_repository_id_foreign" foreign key ("repository_id") references "repository" ("id");`);
    this.addSql(`alter table "xorb_place" add constraint "xorb_place_blob_foreign" foreign key ("repository_id", "sha256") references "blob" ("repository_id", "sha256") on delete cascade;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "xorb" cascade;`);
    this.addSql(`drop table if exists "xorb_chunk" cascade;`);
    this.addSql(`drop table if exists "xorb_place" cascade;`);
  }

}
