import { Migration } from '@mikro-orm/migrations';

export class Migration20261123230315 extends Migration {

  override name = 'Migration20261123230315';

  override up(): void | Promise<void> {
    this.addSql(`create table "change" ("sequence" bigint not null, "entity_id" text not null, "number" int not null, "type" text not null, "namespace" text not null, "name" text not null, "action" text not null, "by" text not null, "at" timestamptz(3) not null, "before" jsonb null, "after" jsonb null, primary key ("sequence"));`);
    this.addSql(`create index "change_namespace_name_entity_id_number_index" on "change" ("namespace", "name", "entity_id", "number");`);
    this.addSql(`alter table "change" add constraint "change_entity_id_number_unique" unique ("entity_id", "number");`);

    // the models that are there already begin their history as they are
    this.addSql(`insert into "change" ("sequence", "entity_id", "number", "type", "namespace", "name", "action", "by", "at", "after")
      select row_number() over (order by "created_at", "id"), "id", 1, 'MODEL', "namespace", "name", 'CREATED', "created_by", "created_at",
        jsonb_build_object('id', id, 'namespace', namespace, 'name', name, 'version', version, 'description', description, 'projectId', project_id, 'kind', kind, 'spec', spec, 'repositoryId', repository_id, 'revision', revision, 'format', format, 'sizeBytes', size_bytes, 'baseModelId', base_model_id, 'adapter', adapter, 'prompt', prompt, 'tags', tags, 'customFields', custom_fields, 'createdBy', created_by, 'createdAt', to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'updatedAt', to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      from "model";`);

    this.addSql(`alter table "change" add constraint "change_type_check" check ("type" in ('MODEL', 'PROJECT'));`);
    this.addSql(`alter table "change" add constraint "change_action_check" check ("action" in ('CREATED', 'UPDATED', 'DELETED'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "change" cascade;`);
  }

}
