import pg from 'pg'

const modelCount = 1_000_000
const namespaceCount = 10

/** An id whose order is that of its number. */
const idOf = (prefix: string, number: string) => `'${prefix}_' || lpad((${number})::text, 26, '0')`
const text = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
export const modelId = (number: number): string => text('model', number)
export const projectId = (number: number): string => text('project', number)

/**
 * A million models in ten namespaces, a hundred versions of each of ten thousand names: one in three an adapter of one
 * of a hundred base models, one in two in one of a hundred projects, with words and tags that are common and rare.
 */
export async function insertModels(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    await client.query(`set maintenance_work_mem = '512MB'`)
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `select indexname as name, indexdef as definition from pg_indexes
       where tablename = 'model' and indexdef not like '%UNIQUE%'`,
    )
    for (const { name } of indexes) await client.query(`drop index ${name}`)
    await client.query(rows)
    for (const { definition } of indexes) await client.query(definition)
    await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
}

const isAdapter = 'n % 3 = 0 and n >= 100'
const rows = `
insert into namespace (id, name, created_at, updated_at)
select ${idOf('namespace', 'n')}, 'space' || n, now(), now()
from generate_series(0, ${namespaceCount - 1}) n;

insert into project (id, namespace, name, created_at, updated_at)
select ${idOf('project', 'n')}, 'space' || n % ${namespaceCount}, 'project' || n, now(), now()
from generate_series(0, 99) n;

insert into model (id, namespace, name, version, description, project_id, kind, spec, repository_id, revision,
  format, size_bytes, base_model_id, tags, created_by, created_at, updated_at)
select ${idOf('model', 'n')}, 'space' || n % ${namespaceCount}, 'model-' || n % 10000, (n / 10000 + 1)::text,
  'Answers about ' || left(md5(n::text), 8) || case when n % 1000 = 0 then ' and platypuses' else '' end,
  case when n % 2 = 0 then ${idOf('project', 'n % 100')} end,
  case when ${isAdapter} then 'ADAPTER' else 'BASE' end, '{}', 'dataset_0', repeat('0', 40),
  case when ${isAdapter} then 'PEFT' else 'SAFETENSORS' end, 1000 + n,
  case when ${isAdapter} then ${idOf('model', 'n % 100')} end,
  case when n % 5000 = 0 then array['small', 'rare'] when n % 2 = 0 then array['small'] else array['large'] end,
  'bench', timestamptz '2026-01-01' + n * interval '1 second',
  timestamptz '2026-03-01' + (n::bigint * 7919 % ${modelCount}) * interval '1 second'
from generate_series(0, ${modelCount - 1}) n;`
