import { Migration } from '@mikro-orm/migrations';

export class Migration20261124135232 extends Migration {

  override name = 'Migration20261124135232';

  override up(): void | Promise<void> {
    this.addSql(`alter table "job" add "dataset_id" text not null default '';`);
    this.addSql(`alter table "job" alter column "dataset_id" drop default;`);
    this.addSql(`create index "job_dataset_id_id_index" on "job" ("dataset_id", "id");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "job_dataset_id_id_index";`);
    this.addSql(`alter table "job" drop column "dataset_id";`);
  }

}
