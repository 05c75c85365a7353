import { connect } from 'node:net'
import type { Socket } from 'node:net'

export type Measured = { perSecond: number; p50: number; p99: number }

const connections = 32

type Load = { bodies: string[]; headers: Record<string, string>; seconds: number }

/**
 * Asks for one body after another and all of them again, on 32 connections with one request on each at a time, each of which begins
 * elsewhere; by as little code as reads an answer to its end: who asks shares a core with the subgraphs.
 */
export async function load(url: string, { bodies, headers, seconds }: Load): Promise<Measured> {
  const requests = bodies.map((body) => toRequest(new URL(url), body, headers))
  const took: number[] = []
  const until = performance.now() + seconds * 1_000
  const start = performance.now()
  await Promise.all(
    Array.from({ length: connections }, (_, index) => {
      const begin = Math.floor((index * requests.length) / connections)
      const own = [...requests.slice(begin), ...requests.slice(0, begin)]
      return askUntil(new URL(url), own, until, took)
    }),
  )
  const elapsed = performance.now() - start
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.min(took.length - 1, Math.ceil(took.length * share))] ?? 0
  return { perSecond: (took.length / elapsed) * 1_000, p50: at(0.5), p99: at(0.99) }
}

function toRequest({ host, pathname }: URL, body: string, headers: Record<string, string>): Buffer {
  const lines = Object.entries(headers).map((each) => `${each.join(': ')}\r\n`)
  return Buffer.from(
    `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\naccept: application/json\r\n` +
      `${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

async function askUntil(
  { hostname, port }: URL,
  requests: Buffer[],
  until: number,
  took: number[],
) {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  try {
    await new Promise<void>((resolve, reject) =>
      ask(socket, requests, { until, took, resolve, reject }),
    )
  } finally {
    socket.destroy()
  }
}

type Asking = {
  until: number
  took: number[]
  resolve: () => void
  reject: (error: Error) => void
}

function ask(socket: Socket, requests: Buffer[], { until, took, resolve, reject }: Asking) {
  let sent = 0
  let count = 0
  let answer = new Answer()
  const send = () => {
    sent = performance.now()
    answer = new Answer()
    socket.write(requests[count++ % requests.length]!)
  }
  socket.on('connect', send)
  socket.on('data', (chunk) => {
    if (!answer.add(chunk)) return
    if (answer.status !== 200) return reject(new Error(`It answered ${answer.status}.`))
    const now = performance.now()
    took.push(now - sent)
    if (now < until) send()
    else resolve()
  })
  socket.on('error', reject)
  socket.on('close', () => reject(new Error('The connection was closed.')))
}

/** One answer as it comes in. */
class Answer {
  status = 0
  #head = ''
  #left: number | null = null
  #tail = ''

  /** Whether that was the end of it. */
  add(chunk: Buffer): boolean {
    if (this.status) return this.#addBody(chunk)
    this.#head += chunk.toString('latin1')
    const end = this.#head.indexOf('\r\n\r\n')
    if (end < 0) return false
    this.status = Number(this.#head.slice(9, 12))
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head)?.[1]
    if (length) this.#left = Number(length)
    return this.#addBody(Buffer.from(this.#head.slice(end + 4), 'latin1'))
  }

  #addBody(chunk: Buffer): boolean {
    if (this.#left === null) {
      this.#tail = (this.#tail + chunk.subarray(-5).toString('latin1')).slice(-5)
      return this.#tail === '0\r\n\r\n' // chunked
    }
    this.#left -= chunk.length
    return this.#left <= 0
  }
}
