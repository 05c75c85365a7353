import { serverAudits } from 'graphql-http'
import { expect, test } from 'vitest'
import { admin, startFederation } from './federation.ts'

test('GraphQL over HTTP is spoken as its specification demands', async () => {
  const { url } = await startFederation()
  const audits = serverAudits({
    url: `${url}/graphql`,
    fetchFn: (address: string, init: { headers?: Record<string, string> } = {}) =>
      fetch(address, { ...init, headers: { ...init.headers, authorization: admin } }),
  })
  const results = await Promise.all(audits.map((audit) => audit.fn()))
  expect(results.length).toBeGreaterThanOrEqual(60)
  expect(results.filter(({ status }) => status === 'error')).toEqual([])
  // What it only recommends: a client that takes plain JSON learns from the status, too, that its request was wrong.
  expect(results.flatMap(({ status, name }) => (status === 'warn' ? [name] : []))).toEqual([
    'SHOULD use 200 status code on document parsing failure when accepting application/json',
    'SHOULD use 200 status code on document validation failure when accepting application/json',
    'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
  ])
})
