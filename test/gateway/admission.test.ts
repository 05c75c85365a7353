import type { Viewer } from '@weft/kit/identity'
import { expect, test } from 'vitest'
import { admin, identityFor, startFederation } from './federation.ts'

const query = 'subscription { runUpdated(id: "1") { id } }'
const state = { data: { runUpdated: { id: '1' } } }
const refusedFor = (message: string) => [
  { message: expect.stringContaining(message) as string, extensions: { code: 'RATE_LIMITED' } },
]

test('a socket has so many subscriptions, and room again when one ends', async () => {
  const { connect } = await startFederation({ settings: { MAX_SUBSCRIPTIONS_PER_CONNECTION: 2 } })
  const client = connect()
  const [first, second, third] = [1, 2, 3].map(() => client.iterate({ query }))
  expect((await first!.next()).value).toEqual(state)
  expect((await second!.next()).value).toEqual(state)
  expect((await third!.next()).value).toMatchObject({
    errors: refusedFor('2 subscriptions open on one connection'),
  })
  expect((await connect().iterate({ query }).next()).value).toEqual(state)

  await first!.return?.()
  await expect
    .poll(() => client.iterate({ query }).next())
    .toMatchObject({
      value: state,
    })
})

test('one identity has so many, whichever way they come; others have their own', async () => {
  const { url, connect } = await startFederation({
    settings: { MAX_SUBSCRIPTIONS_PER_IDENTITY: 2 },
  })
  const [one, two] = [connect().iterate({ query }), connect().iterate({ query })]
  expect([(await one.next()).value, (await two.next()).value]).toEqual([state, state])
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: admin,
      accept: 'text/event-stream',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query }),
  })
  expect([answer.status, await answer.json()]).toMatchObject([
    429,
    { errors: refusedFor('for one identity') },
  ])
  const ada: Viewer = { subject: 'oidc:ada', grants: [{ namespace: 'acme', role: 'VIEWER' }] }
  const connectionParams = { authorization: await identityFor(ada) }
  const hers = connect({ connectionParams }).iterate({ query })
  expect((await hers.next()).value).toEqual(state)
})

test('a gateway has so many in all', async () => {
  const { connect } = await startFederation({ settings: { MAX_SUBSCRIPTIONS: 1 } })
  const one = connect().iterate({ query })
  expect((await one.next()).value).toEqual(state)
  expect((await connect().iterate({ query }).next()).value).toMatchObject({
    errors: refusedFor('1 subscriptions open on this gateway'),
  })
})
