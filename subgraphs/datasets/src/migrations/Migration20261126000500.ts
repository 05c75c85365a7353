import { Migration } from '@mikro-orm/migrations';

export class Migration20261126000500 extends Migration {

  override name = 'Migration20261126000500';

  override up(): void | Promise<void> {
    this.addSql(`alter table "blob" add "key" text null, add "brought_at" timestamptz(3) not null default now();`);
    this.addSql(`update "blob" set "key" = 'blobs/' || repository_id || '/' || sha256;`);
    this.addSql(`alter table "blob" alter column "key" set not null;`);
    this.addSql(`alter table "blob" alter column "brought_at" drop default;`);
    this.addSql(`create index "blob_sha256_index" on "blob" ("sha256");`);
    this.addSql(`create index "blob_key_index" on "blob" ("key");`);
    this.addSql(`create index "blob_is_committed_brought_at_index" on "blob" ("is_committed", "brought_at");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "blob" drop column "key", drop column "brought_at";`);
  }

}
