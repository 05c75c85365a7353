import { Migration } from '@mikro-orm/migrations';

export class Migration20261126120000 extends Migration {

  override name = 'Migration20261126120000';

  override up(): void | Promise<void> {
    this.addSql(`create table "version_folder" ("version_id" text not null, "path" text collate "C" not null, "repository_id" text not null, "oid" text not null, "changed_in" text not null, primary key ("version_id", "path"));`);
    this.addSql(`alter table "version_folder" add constraint "version_folder_version_id_foreign" foreign key ("version_id") references "version" ("id");`);
    this.addSql(`alter table "version" add "depth" int null;`);
    this.addSql(`alter table "version_file" add "changed_in" text null;`);
    this.addSql(fillDepths);
    this.addSql(fillTrees);
    this.addSql(`alter table "version" alter column "depth" set not null;`);
    this.addSql(`alter table "version_file" alter column "changed_in" set not null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "version_folder" cascade;`);
    this.addSql(`alter table "version_file" drop column "changed_in";`);
    this.addSql(`alter table "version" drop column "depth";`);
  }

}

const fillDepths = `
  with recursive walked as (
    select id, 0 as depth from version where parent_id is null
    union all
    select version.id, walked.depth + 1 from version join walked on version.parent_id = walked.id
  )
  update version set depth = walked.depth from walked where walked.id = version.id;`;

/** The ids of old folders change with their contents, as git's do, but are made otherwise: SQL has no SHA-1. */
const fillTrees = `
  do $$
  declare made record;
  begin
    for made in select id, parent_id, repository_id from version order by repository_id, number loop
      update version_file file set changed_in = coalesce((
        select before.changed_in from version_file before
        where before.version_id = made.parent_id and before.path = file.path and before.sha256 = file.sha256
      ), made.id) where version_id = made.id;
      insert into version_folder (version_id, repository_id, path, oid, changed_in)
        select made.id, made.repository_id, folder.path, folder.oid, coalesce(before.changed_in, made.id)
        from (
          select above.path, left(encode(sha256(convert_to(
            coalesce(string_agg(file.path || ' ' || file.sha256, ' ' order by file.path), ''), 'UTF8')), 'hex'), 40) as oid
          from (
            select '' as path
            union
            select array_to_string(steps[1:depth], '/')
            from version_file, string_to_array(path, '/') as steps, generate_series(1, cardinality(steps) - 1) as depth
            where version_id = made.id
          ) above left join version_file file on file.version_id = made.id
            and (above.path = '' or starts_with(file.path, above.path || '/'))
          group by above.path
        ) folder left join version_folder before
          on before.version_id = made.parent_id and before.path = folder.path and before.oid = folder.oid;
    end loop;
  end $$;`;
