import { expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { admin, startFederation } from './federation.ts'
import type { Federation } from './federation.ts'

const settings = { SLOW_CLIENT_SECONDS: 1 }
/** More than sockets and what lies between hold, by titles of 400 kB. */
const texts = Array.from({ length: 80 }, (_, index) => `line ${index}`)
const large = `subscription ($after: Cursor) {
  logged(runId: "big", after: $after) { cursor text run { model { title } } }
}`
type Line = { cursor: string; text: string }
type Logged = { logged: Line }
const cursorOf = (lines: Line[]) => lines.at(-1)?.cursor ?? null

test('a socket that is not read is closed with a code that says so, and its client goes on after what it has', async () => {
  const federation = await startFederation({ settings })
  const { feed, connect } = federation
  let socket: WebSocket | undefined
  const stuck = connect({
    on: {
      connected: (opened) => {
        socket = opened as WebSocket
        socket.pause()
      },
    },
  })
  const lines: Line[] = []
  const closed = new Promise((resolve) =>
    stuck.subscribe<Logged>(
      { query: large },
      {
        next: ({ data }) => lines.push(data!.logged),
        error: resolve,
        complete: () => resolve('complete'),
      },
    ),
  )
  for (const text of texts) feed.log(text)
  await cutOff(federation, 'websocket')
  socket!.resume()
  expect(await closed).toMatchObject({ code: 4508 })
  expect(lines.length).toBeLessThan(texts.length)

  const variables = { after: cursorOf(lines) }
  const rest = connect().iterate<Logged>({ query: large, variables })
  while (lines.length < texts.length) lines.push((await rest.next()).value!.data!.logged)
  expect(lines.map(({ text }) => text)).toEqual(texts)
})

test('an event stream that is not read breaks off, and goes on after the last id', async () => {
  const federation = await startFederation({ settings })
  const { url, feed } = federation
  const open = (lastEventId?: string) =>
    fetch(`${url}/graphql/stream?${new URLSearchParams({ query: large }).toString()}`, {
      headers: { authorization: admin, ...(lastEventId && { 'last-event-id': lastEventId }) },
    })
  const stuck = await open()
  for (const text of texts) feed.log(text)
  await cutOff(federation, 'sse')
  const first = await read(stuck, texts.length)
  expect(first.length).toBeLessThan(texts.length)
  const rest = await read(await open(cursorOf(first)!), texts.length - first.length)
  expect([...first, ...rest].map(({ text }) => text)).toEqual(texts)
})

/** Waits until a client was cut off. */
async function cutOff({ url }: Federation, transport: string) {
  const metrics = async () =>
    (await fetch(`${url}/metrics`, { headers: { authorization: admin } })).text()
  const line = `weft_subscriptions_ended_total{transport="${transport}",reason="SLOW"} 1`
  await expect.poll(metrics).toContain(line)
}

/** So many events at the most, of those that came whole before the connection broke. */
async function read({ body }: Response, most: number): Promise<Line[]> {
  const lines: Line[] = []
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
    const events = (text + (value ?? '')).split('\n\n')
    text = events.pop()!
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1]
      if (data) lines.push((JSON.parse(data) as { data: Logged }).data.logged)
    }
    if (!done && lines.length < most) continue
    await reader.cancel().catch(() => {})
    return lines
  }
}
