import { Migration } from '@mikro-orm/migrations';

export class Migration20261127115500 extends Migration {

  override name = 'Migration20261127115500';

  override up(): void | Promise<void> {
    this.addSql(`alter table "upload" alter column "part_size_bytes" drop not null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`delete from "upload" where "part_size_bytes" is null;`);
    this.addSql(`alter table "upload" alter column "part_size_bytes" set not null;`);
  }

}
