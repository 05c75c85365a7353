import { Migration } from '@mikro-orm/migrations';

export class Migration20261123224342 extends Migration {

  override name = 'Migration20261123224342';

  override up(): void | Promise<void> {
    this.addSql(`alter table "namespace" add "storage_bytes" bigint null, add "running_jobs" int null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "namespace" drop column "storage_bytes", drop column "running_jobs";`);
  }

}
