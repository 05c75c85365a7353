import { expect, test } from 'vitest'
import { startFederation } from './federation.ts'
import { startUpstream } from './upstream.ts'

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

/** A federation, and the headers by which its subgraph `models` was asked last. */
async function startListening() {
  let asked: Record<string, unknown> = {}
  const models = await startUpstream((request, response) => {
    asked = request.headers
    response.setHeader('content-type', 'application/json')
    response.end('{"data":{"models":[{"title":"one"}]}}')
  })
  const federation = await startFederation({ urls: { models } })
  const ask = async (headers: Record<string, string>) => {
    await federation.execute('{ models { title } }', { headers })
    const { traceparent, tracestate } = asked
    return { traceparent, tracestate }
  }
  return { ask }
}

test('the trace of a caller reaches subgraphs though the gateway sends no spans', async () => {
  const { ask } = await startListening()
  const tracestate = 'vendor=what-it-needs'
  expect(await ask({ traceparent, tracestate })).toEqual({ traceparent, tracestate })
  expect(await ask({ traceparent })).toEqual({ traceparent })
})

test('what names no trace is not passed on', async () => {
  const { ask } = await startListening()
  const unnamed: Record<string, string>[] = [
    {},
    { traceparent: 'mine' },
    { tracestate: 'vendor=alone' },
  ]
  for (const headers of unnamed) expect(await ask(headers)).toEqual({})
  const tracestate = 'x'.repeat(513)
  expect(await ask({ traceparent, tracestate })).toEqual({ traceparent })
})
