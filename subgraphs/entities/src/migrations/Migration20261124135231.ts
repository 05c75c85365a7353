import { Migration } from '@mikro-orm/migrations';

export class Migration20261124135231 extends Migration {

  override name = 'Migration20261124135231';

  override up(): void | Promise<void> {
    this.addSql(`create index "model_repository_id_created_at_id_index" on "model" ("repository_id", "created_at", "id");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "model_repository_id_created_at_id_index";`);
  }

}
