import { Migration } from '@mikro-orm/migrations';

export class Migration20261127030500 extends Migration {

  override name = 'Migration20261127030500';

  override up(): void | Promise<void> {
    this.addSql(`create table "commit_request" ("repository_id" text not null, "client_request_id" text not null, "version_id" text not null, primary key ("repository_id", "client_request_id"));`);
    this.addSql(`alter table "commit_request" add constraint "commit_request_repository_id_foreign" foreign key ("repository_id") references "repository" ("id");`);
    this.addSql(`alter table "commit_request" add constraint "commit_request_version_id_foreign" foreign key ("version_id") references "version" ("id");`);
    this.addSql(`insert into "commit_request" select "repository_id", "client_request_id", "id" from "version" where "client_request_id" is not null;`);
    this.addSql(`alter table "version" drop constraint "version_repository_id_client_request_id_unique";`);
    this.addSql(`alter table "version" drop column "client_request_id";`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "version" add "client_request_id" text null;`);
    this.addSql(`alter table "version" add constraint "version_repository_id_client_request_id_unique" unique ("repository_id", "client_request_id");`);
    this.addSql(`update "version" set "client_request_id" = request."client_request_id" from (select distinct on ("version_id") * from "commit_request" order by "version_id", "client_request_id") request where request."version_id" = "version"."id";`);
    this.addSql(`drop table if exists "commit_request" cascade;`);
  }

}
