import { Migration } from '@mikro-orm/migrations';

export class Migration20261124133818 extends Migration {

  override name = 'Migration20261124133818';

  override up(): void | Promise<void> {
    this.addSql(`alter table "repository" add "client_request_id" text null;`);
    this.addSql(`alter table "repository" add constraint "repository_namespace_client_request_id_unique" unique ("namespace", "client_request_id");`);

    this.addSql(`alter table "version" add "client_request_id" text null;`);
    this.addSql(`alter table "version" add constraint "version_repository_id_client_request_id_unique" unique ("repository_id", "client_request_id");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "repository" drop constraint "repository_namespace_client_request_id_unique";`);
    this.addSql(`alter table "repository" drop column "client_request_id";`);

    this.addSql(`alter table "version" drop constraint "version_repository_id_client_request_id_unique";`);
    this.addSql(`alter table "version" drop column "client_request_id";`);
  }

}
