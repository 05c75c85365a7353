import { connectDatabase } from '@weft/kit/database'
import { MikroORM } from '@mikro-orm/postgresql'
import { expect, test } from 'vitest'
import { databaseOf } from '#mikro-orm.config.ts'
import { appOf, commitTexts, sha256Of, startDatasets } from './harness.ts'

const [a, b] = [sha256Of('a'), sha256Of('b')]

/** As a platform had it that ran before objects were shared and trees were kept. */
const rows = `
  insert into repository (id, kind, namespace, name, tags, last_number, created_by, created_at, updated_at, former_names)
    values ('dataset_old', 'MODEL', 'acme', 'old', '{}', 3, 'ann', now(), now(), '{}');
  insert into blob (repository_id, sha256, size_bytes, git_oid, is_committed)
    values ('dataset_old', '${a}', 1, '2e65efe2a145dda7ee51d1741299f848e5bf752e', true), ('dataset_old', '${b}', 1, null, true);
  insert into version (id, repository_id, number, commit, parent_id, message, author, committed_at) values
    ('version_1', 'dataset_old', 1, '${'1'.repeat(40)}', null, 'One', 'ann', now()),
    ('version_2', 'dataset_old', 2, '${'2'.repeat(40)}', 'version_1', 'Two', 'ann', now()),
    ('version_3', 'dataset_old', 3, '${'3'.repeat(40)}', 'version_2', 'Three', 'ann', now());
  insert into version_file (version_id, path, repository_id, sha256, size_bytes, git_oid) values
    ('version_1', 'f/a', 'dataset_old', '${a}', 1, '2e65efe2a145dda7ee51d1741299f848e5bf752e'),
    ('version_2', 'f/a', 'dataset_old', '${a}', 1, '2e65efe2a145dda7ee51d1741299f848e5bf752e'),
    ('version_2', 'g/h/b', 'dataset_old', '${b}', 1, null),
    ('version_3', 'f/a', 'dataset_old', '${a}', 1, '2e65efe2a145dda7ee51d1741299f848e5bf752e'),
    ('version_3', 'g/h/b', 'dataset_old', '${a}', 1, '2e65efe2a145dda7ee51d1741299f848e5bf752e');
  insert into branch (repository_id, name, version_id) values ('dataset_old', 'main', 'version_3');`

async function migrateFromBefore(url: string) {
  const before = await MikroORM.init(databaseOf(url))
  await before.migrator.up({ to: 'Migration20261124135230' })
  await before.em.fork().getConnection().execute(rows)
  await before.close(true)
  await (await connectDatabase(databaseOf(url))).close(true)
}

test('a repository of an older platform keeps its history, its tree and its contents', async () => {
  const database = { template: 'datasets_of_before', migrate: migrateFromBefore }
  const subgraph = await startDatasets({ database })
  const get = async (path: string) => {
    const headers = { authorization: 'Bearer hf_editor' }
    const answer = await fetch(`${subgraph.publicUrl}/api/models/acme/old${path}`, { headers })
    const body: unknown = await answer.json()
    expect([answer.status, body]).toEqual([200, expect.any(Array)])
    return [body, answer.headers.get('x-total-count')] as const
  }
  const [commits, count] = await get('/commits/main')
  expect([(commits as { title: string }[]).map(({ title }) => title), count]).toEqual([
    ['Three', 'Two', 'One'],
    '3',
  ])
  const tree = async () => {
    const [entries] = await get('/tree/main?recursive=true&expand=true')
    return (entries as { path: string; lastCommit: { title: string } }[]).map((entry) => [
      entry.path,
      entry.lastCommit.title,
    ])
  }
  expect(await tree()).toEqual([
    ['f', 'One'],
    ['f/a', 'One'],
    ['g', 'Three'],
    ['g/h', 'Three'],
    ['g/h/b', 'Three'],
  ])
  await commitTexts(subgraph, 'dataset_old', { 'f/c': 'c' }, { message: 'Four' })
  expect(await tree()).toContainEqual(['f/c', 'Four'])
  expect((await tree()).slice(0, 2)).toEqual([
    ['f', 'Four'],
    ['f/a', 'One'],
  ])
})

test('no deletion reads a whole table to see that nothing refers to what it takes away', async () => {
  const { config } = await startDatasets()
  const app = await appOf({ config })
  const unindexed = `
    select conrelid::regclass || ': ' || conname as name from pg_constraint
    where contype = 'f' and not exists (
      select from pg_index where indrelid = conrelid and indpred is null
        and conkey <@ (indkey::int2[])[0:cardinality(conkey) - 1]
    )`
  expect(await app.orm.em.fork().execute(unindexed)).toEqual([])
})

test('the tables are what the entities say, so that a new migration has nothing in it that nobody wants', async () => {
  const { config } = await startDatasets()
  const { orm } = await appOf({ config })
  expect(await orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('')
  expect(await orm.migrator.checkSchema()).toBe(false)
})
