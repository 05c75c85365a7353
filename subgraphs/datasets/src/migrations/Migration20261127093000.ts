import { Migration } from '@mikro-orm/migrations';

export class Migration20261127093000 extends Migration {

  override name = 'Migration20261127093000';

  override up(): void | Promise<void> {
    this.addSql(`alter table "orphan" add "created_at" timestamptz(3) not null default now();`);
    this.addSql(`create index "orphan_created_at_index" on "orphan" ("created_at");`);
    this.addSql(`create index "tag_version_id_index" on "tag" ("version_id");`);
    this.addSql(`create index "commit_request_version_id_index" on "commit_request" ("version_id");`);
    this.addSql(`create index "branch_version_id_index" on "branch" ("version_id");`);
    this.addSql(`create index "version_file_repository_id_sha256_index" on "version_file" ("repository_id", "sha256");`);
    this.addSql(`create index "version_folder_repository_id_index" on "version_folder" ("repository_id");`);
    this.addSql(`create index "xorb_place_repository_id_sha256_index" on "xorb_place" ("repository_id", "sha256");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "xorb_place_repository_id_sha256_index";`);
    this.addSql(`drop index "version_folder_repository_id_index";`);
    this.addSql(`drop index "version_file_repository_id_sha256_index";`);
    this.addSql(`drop index "branch_version_id_index";`);
    this.addSql(`drop index "commit_request_version_id_index";`);
    this.addSql(`drop index "tag_version_id_index";`);
    this.addSql(`alter table "orphan" drop column "created_at";`);
  }

}
