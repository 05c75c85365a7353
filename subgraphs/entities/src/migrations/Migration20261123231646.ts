import { Migration } from '@mikro-orm/migrations';

export class Migration20261123231646 extends Migration {

  override name = 'Migration20261123231646';

  override up(): void | Promise<void> {
    this.addSql(`create table "audit_entry" ("id" text not null, "at" timestamptz not null, "subject" text not null, "token" text null, "operation" text not null, "namespaces" text[] not null, "ids" text[] not null, "outcome" text not null, "request_id" text not null, primary key ("id"));`);
    this.addSql(`create index "audit_entry_subject_index" on "audit_entry" ("subject");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "audit_entry" cascade;`);
  }

}
