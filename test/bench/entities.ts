import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createFolder } from '@weft/kit/testing/folder'
import { toCursor } from '@weft/kit/connection'
import { signIdentity } from '@weft/kit/identity'
import { createLogger } from '@weft/kit/log'
import { countQueries } from '@weft/kit/testing/count-queries'
import { startPostgres } from '@weft/platform/postgres'
import { EncryptionKeys } from '@weft/entities/encryption/key-ring'
import { startServer } from '@weft/entities/server'
import pg from 'pg'
import { insertModels, modelId, projectId } from './model-rows.ts'

const secret = 'the secret of the benchmark, long enough'
const repetitions = 100
const warmUps = 5
const pageSize = 20
/** Where page 10,000 begins. A list that is shorter is read at its end. */
const deepest = 10_000 * pageSize

const orders = {
  CREATED_AT_DESC: ['created_at', 'desc'],
  CREATED_AT_ASC: ['created_at', 'asc'],
  NAME_ASC: ['name', 'asc'],
  NAME_DESC: ['name', 'desc'],
  UPDATED_AT_DESC: ['updated_at', 'desc'],
} as const
type Order = keyof typeof orders

/** What is asked for, and the same in SQL, to find where its page 10,000 begins. */
const filters: Record<string, { filter: Record<string, unknown>; where: string }> = {
  'no filter': { filter: {}, where: 'true' },
  namespace: { filter: { namespace: 'space3' }, where: `namespace = 'space3'` },
  kind: {
    filter: { namespace: 'space3', kind: 'ADAPTER' },
    where: `namespace = 'space3' and kind = 'ADAPTER'`,
  },
  project: {
    filter: { projectId: projectId(42) },
    where: `project_id = '${projectId(42)}'`,
  },
  'base model': {
    filter: { baseModelId: modelId(42) },
    where: `base_model_id = '${modelId(42)}'`,
  },
  'a common tag': { filter: { tags: ['small'] }, where: `tags @> '{small}'` },
  'a rare tag': { filter: { tags: ['rare'] }, where: `tags @> '{rare}'` },
  'a day': {
    filter: { createdAt: { from: '2026-01-05T00:00:00Z', to: '2026-01-06T00:00:00Z' } },
    where: `created_at >= '2026-01-05' and created_at < '2026-01-06'`,
  },
  'a rare word': {
    filter: { search: 'platypus' },
    where: `(name ilike '%platypus%' or description ilike '%platypus%')`,
  },
  'a common word': {
    filter: { search: 'answers' },
    where: `(name ilike '%answers%' or description ilike '%answers%')`,
  },
  'no such word': { filter: { search: 'axolotl' }, where: 'false' },
}

const folder = await createFolder('bench')
const postgres = await startPostgres({ folder, isDurable: false })
const databaseUrl = postgres.urlOf('postgres')
const service = await startServer(
  {
    HOST: '127.0.0.1',
    PORT: 0,
    IDENTITY_SECRET: secret,
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    GATEWAY_URL: 'http://127.0.0.1:9',
    ENCRYPTION_KEYS: EncryptionKeys.parse(`bench:${randomBytes(32).toString('base64')}`),
  },
  createLogger('entities', 'silent'),
)
const database = new pg.Client(databaseUrl)
try {
  await database.connect()
  console.log('Inserting a million models…')
  await insertModels(databaseUrl)
  await run()
} finally {
  await database.end()
  await service.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function run() {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${await signIdentity(
      secret,
      { subject: 'bench', grants: [{ namespace: '*', role: 'VIEWER' }] },
      { audience: 'entities', seconds: 3600 },
    )}`,
  }
  const table: Record<string, object> = {}
  for (const [name, { filter, where }] of Object.entries(filters))
    for (const orderBy of Object.keys(orders) as Order[]) {
      const list = (after: string | null) => ({
        query: `query ($filter: ModelFilter, $orderBy: ModelOrder!, $after: Cursor) {
          models(first: ${pageSize}, filter: $filter, orderBy: $orderBy, after: $after) {
            nodes { id ref kind tags } pageInfo { hasNextPage endCursor } } }`,
        variables: { filter, orderBy, after },
      })
      const cursor = await deepCursor(orderBy, where)
      const [first, deep] = await measure(headers, [list(null), ...(cursor ? [list(cursor)] : [])])
      table[`${name}, ${orderBy}`] = {
        'p50 ms': first!.p50,
        'p99 ms': first!.p99,
        'deep p50 ms': deep?.p50 ?? '',
        'deep p99 ms': deep?.p99 ?? '',
        ratio: deep ? Number((deep.p50 / first!.p50).toFixed(2)) : '',
      }
    }
  const representations = Array.from({ length: 100 }, (_, i) => ({
    __typename: 'Model',
    id: modelId(i * 9_973),
  }))
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Model { ref } } }'
  const wanted = { query, variables: { r: representations } }
  const [[references], statements] = await countQueries(() => measure(headers, [wanted]))
  const each = statements / (repetitions + warmUps)
  if (each !== 1) throw new Error(`100 references took ${each} SQL statements, not one.`)
  table['100 references, one statement'] = { 'p50 ms': references!.p50, 'p99 ms': references!.p99 }
  console.table(table)
}

/** The cursor before page 10,000, or before the last page of a shorter list; null when there is one page only. */
async function deepCursor(orderBy: Order, where: string): Promise<string | null> {
  const [column, direction] = orders[orderBy]
  const { rows: counts } = await database.query<{ count: number }>(
    `select count(*)::int as count from model where ${where}`,
  )
  const offset = Math.min(deepest, counts[0]!.count - pageSize) - 1
  if (offset < pageSize) return null
  const { rows } = await database.query<{ key: string | Date; id: string }>(
    `select ${column} as key, id from model where ${where}
     order by ${column} ${direction}, id ${direction} offset ${offset} limit 1`,
  )
  return toCursor(JSON.stringify([orderBy, rows[0]!.key, rows[0]!.id]))
}

/** How long the questions take, asked in turn, so that what else the machine does befalls them alike. */
async function measure(headers: Record<string, string>, questions: object[]) {
  const took: number[][] = questions.map(() => [])
  const bodies = questions.map((question) => JSON.stringify(question))
  for (let i = 0; i < repetitions + warmUps; i++)
    for (const [index, body] of bodies.entries()) {
      const start = performance.now()
      const response = await fetch(`${service.url}/graphql`, { method: 'POST', headers, body })
      const answer = (await response.json()) as { errors?: unknown }
      if (answer.errors) throw new Error(JSON.stringify(answer.errors))
      if (i >= warmUps) took[index]!.push(performance.now() - start)
    }
  return took.map((times) => {
    times.sort((a, b) => a - b)
    const at = (share: number) => Number(times[Math.ceil(times.length * share) - 1]!.toFixed(1))
    return { p50: at(0.5), p99: at(0.99) }
  })
}
