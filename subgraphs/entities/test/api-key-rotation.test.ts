import { createLogger } from '@weft/kit/log'
import { identitySecret } from '@weft/kit/testing/subgraph'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { EncryptionKeys, createKeyRing } from '#encryption/key-ring.ts'
import { startServer } from '#server.ts'
import { encryptionKeys } from './harness.ts'
import type { EntityStore } from './harness.ts'
import { register, startWithNamespace } from './registering.ts'
import type { Registered } from './registering.ts'

const newKeys = EncryptionKeys.parse(`new:${Buffer.alloc(32, 'y').toString('base64')}`)

async function startWithKey() {
  const store = await startWithNamespace()
  const database = new pg.Client(store.databaseUrl)
  await database.connect()
  onTestFinished(() => database.end())
  const endpoint = { url: 'https://api.example.com/v1', modelName: 'large', apiKey: 'sk-one' }
  const { data } = await store.execute<Registered>(register, {
    input: { namespace: 'acme', name: 'far', source: { endpoint } },
  })
  const { id } = data!.registerModel
  const rowOf = async () => {
    type Row = { api_key: string; updated_at: Date; changes: number }
    const { rows } = await database.query<Row>(
      `select api_key, updated_at, (select count(*)::int from change) as changes from model
       where id = $1`,
      [id],
    )
    return rows[0]!
  }
  return { store, id, rowOf }
}

/** A start of the service on the same database with other keys, and what its log says of problems. */
async function startAgain({ databaseUrl }: EntityStore, keys: typeof encryptionKeys) {
  const log = createLogger('entities', 'silent')
  const told: unknown[] = []
  log.error = (...said: unknown[]) => void told.push(said)
  const service = await startServer(
    {
      HOST: '127.0.0.1',
      PORT: 0,
      IDENTITY_SECRET: identitySecret,
      LOG_LEVEL: 'silent',
      DATABASE_URL: databaseUrl,
      GATEWAY_URL: 'http://127.0.0.1:9',
      ENCRYPTION_KEYS: keys,
    },
    log,
  )
  await service.close()
  return told
}

test('a start with a new first key encrypts all API keys anew, which is no change of a model', async () => {
  const { store, id, rowOf } = await startWithKey()
  const before = await rowOf()
  expect(before.api_key).toMatch(/^tests\./)
  expect(await startAgain(store, [...newKeys, ...encryptionKeys])).toEqual([])
  const after = await rowOf()
  expect(after).toEqual({ ...before, api_key: expect.stringMatching(/^new\./) })
  expect(createKeyRing(newKeys).decrypt(after.api_key, id)).toBe('sk-one')

  expect(await startAgain(store, newKeys)).toEqual([])
  expect(await rowOf()).toEqual(after)
})

test('an API key whose encryption key is gone is left as it is, and the log says so', async () => {
  const { store, id, rowOf } = await startWithKey()
  const before = await rowOf()
  const reason = 'It was encrypted with the key `tests`, which is not in ENCRYPTION_KEYS.'
  expect(await startAgain(store, newKeys)).toEqual([
    [{ model: id, reason }, 'an API key cannot be read'],
  ])
  expect(await rowOf()).toEqual(before)
})
