import { Migration } from '@mikro-orm/migrations';

export class Migration20261124110958 extends Migration {

  override name = 'Migration20261124110958';

  override up(): void | Promise<void> {
    this.addSql(`create index "audit_entry_namespaces_index" on "audit_entry" using gin ("namespaces");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "audit_entry_namespaces_index";`);
  }

}
