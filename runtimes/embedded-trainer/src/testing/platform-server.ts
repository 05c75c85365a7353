import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Control, WorkerEvent } from '../events.ts'

export type StoredEvent = WorkerEvent & { seq: number; at: string }
type Fault = 'none' | 'dropBefore' | 'dropAfter' | 'delay' | 'unavailable' | 'forget'

/** The platform's end of the worker contract: stores each event once, in order. */
export async function startPlatformServer({ token }: { token: string }) {
  const events: StoredEvent[] = []
  let control: Control = 'continue'
  let status = 200
  let postCount = 0
  let nextFault: () => Fault = () => 'none'

  function store(body: string) {
    for (const line of body.split('\n').filter(Boolean)) {
      const event = JSON.parse(line) as StoredEvent
      if (event.seq === events.length + 1) events.push(event)
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    postCount++
    const fault = nextFault()
    const isKnown = request.headers.authorization === `Bearer ${token}`
    if (!isKnown || status !== 200) return response.writeHead(isKnown ? status : 401).end()
    if (fault === 'dropBefore') return request.socket.destroy()
    if (fault === 'unavailable') return response.writeHead(503).end()
    if (fault !== 'forget') store(Buffer.concat(chunks).toString())
    if (fault === 'dropAfter') return request.socket.destroy()
    const reply = () => response.end(JSON.stringify({ ack: events.length, control }))
    return fault === 'delay' ? setTimeout(reply, 150) : reply()
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/jobs/job_1/attempts/1/events`,
    events,
    eventsOf: <T extends WorkerEvent['type']>(type: T) =>
      events.filter((event): event is StoredEvent & { type: T } => event.type === type),
    postCount: () => postCount,
    setControl(next: Control) {
      control = next
    },
    setStatus(next: number) {
      status = next
    },
    setFaults(next: () => Fault) {
      nextFault = next
    },
    close() {
      server.closeAllConnections()
      return new Promise<void>((done) => server.close(() => done()))
    },
  }
}
