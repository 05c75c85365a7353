import { Migration } from '@mikro-orm/migrations';

export class Migration20261124110341 extends Migration {

  override name = 'Migration20261124110341';

  override up(): void | Promise<void> {
    this.addSql(`alter table "repository" add "project_id" text null, add "updated_at" timestamptz(3) null;`);
    this.addSql(`update "repository" set "updated_at" = coalesce((select max("committed_at") from "version" where "repository_id" = "repository"."id"), "created_at");`);
    this.addSql(`alter table "repository" alter column "updated_at" set not null;`);
    this.addSql(`create index "repository_created_at_id_index" on "repository" ("created_at", "id");`);
    this.addSql(`create index "repository_name_id_index" on "repository" ("name", "id");`);
    this.addSql(`create index "repository_updated_at_id_index" on "repository" ("updated_at", "id");`);
    this.addSql(`create index "repository_project_id_created_at_id_index" on "repository" ("project_id", "created_at", "id");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "repository_created_at_id_index";`);
    this.addSql(`drop index "repository_name_id_index";`);
    this.addSql(`drop index "repository_updated_at_id_index";`);
    this.addSql(`drop index "repository_project_id_created_at_id_index";`);
    this.addSql(`alter table "repository" drop column "project_id", drop column "updated_at";`);
  }

}
