import { Migration } from '@mikro-orm/migrations';

export class Migration20261124133820 extends Migration {

  override name = 'Migration20261124133820';

  override up(): void | Promise<void> {
    this.addSql(`alter table "guardrail_config" add "client_request_id" text null;`);
    this.addSql(`alter table "guardrail_config" add constraint "guardrail_config_namespace_client_request_id_unique" unique ("namespace", "client_request_id");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "guardrail_config" drop constraint "guardrail_config_namespace_client_request_id_unique";`);
    this.addSql(`alter table "guardrail_config" drop column "client_request_id";`);
  }

}
