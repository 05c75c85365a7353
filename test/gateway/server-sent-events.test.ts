import { expect, test } from 'vitest'
import { admin, startFederation } from './federation.ts'
import type { Federation } from './federation.ts'
import { answerTo, listeners, steps } from './steps.ts'

const openStream = async (federation: Federation, query: string, signal?: AbortSignal) => {
  const response = await fetch(`${federation.url}/graphql`, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: admin,
    },
    body: JSON.stringify({ query, variables: { run: '1' } }),
  })
  const chunks = response.body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]()
  const next = async () => (await chunks.next()).value
  const rest = async () => {
    let text = ''
    for (let chunk = await next(); chunk; chunk = await next()) text += chunk
    return text
  }
  return { response, next, rest }
}

test('a subscription by server-sent events comes as it happens, and ends with its reader', async () => {
  const federation = await startFederation()
  const leave = new AbortController()
  const { response, next } = await openStream(federation, steps, leave.signal)
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  await listeners(federation, '1').toBe(1)
  const extensions = { cost: { requested: 33 } }
  for (const number of [1, 2]) {
    federation.feed.step('1', number)
    const told = { ...answerTo(number), ...(number === 1 && { extensions }) }
    expect(await next()).toBe(`event: next\ndata: ${JSON.stringify(told)}\n\n`)
  }
  leave.abort()
  await listeners(federation, '1').toBe(0)
})

test('a stream of server-sent events tells why it ends', async () => {
  const federation = await startFederation()
  const { rest } = await openStream(federation, steps)
  await listeners(federation, '1').toBe(1)
  await federation.stop('runs')
  expect(await rest()).toMatch(
    /^event: next\ndata: .*"code":"UPSTREAM_UNAVAILABLE".*\n\nevent: complete\ndata:\n\n$/,
  )
})

test('a subscription that is wrong is answered with 400', async () => {
  const federation = await startFederation()
  const { response } = await openStream(federation, 'subscription { nope }')
  expect(response.status).toBe(400)
})
