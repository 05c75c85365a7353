import { Migration } from '@mikro-orm/migrations';

export class Migration20261126215012 extends Migration {

  override name = 'Migration20261126215012';

  override up(): void | Promise<void> {
    this.addSql(`create table "small_content" ("key" text not null, "bytes" bytea not null, primary key ("key"));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "small_content" cascade;`);
  }

}
