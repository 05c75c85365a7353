import { WebSocket } from 'ws'
import { query } from './runs.ts'

/** Clients of one gateway, each on a socket of its own with one subscription, and what has come to them. */
export type Clients = {
  /** What came since it was asked for last. */
  take: () => { tookMs: number[]; twice: number }
  /** How many events have come in all, each counted once. */
  count: () => number
  close: () => void
}

type Options = {
  url: string
  count: number
  /** Whose token a client brings, and which job it follows. */
  of: (client: number) => { authorization: string; jobId: string }
}

const atOnce = 100

export async function connect({ url, count, of }: Options): Promise<Clients> {
  const sockets: WebSocket[] = []
  let tookMs: number[] = []
  let all = 0
  let twice = 0

  const open = (client: number) =>
    new Promise<void>((resolve, reject) => {
      const { authorization, jobId } = of(client)
      const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false })
      sockets.push(socket)
      let step = -1
      const send = (message: object) => socket.send(JSON.stringify(message))
      socket.on('open', () => send({ type: 'connection_init', payload: { authorization } }))
      socket.on('error', reject)
      socket.on('close', (code) => {
        throw new Error(`A client was closed with ${code}.`)
      })
      socket.on('message', (data: Buffer) => {
        const message = data.toString()
        if (!message.includes('"next"')) {
          if (message.includes('"ping"')) return send({ type: 'pong' })
          if (!message.includes('"connection_ack"')) return reject(new Error(message))
          send({ id: '1', type: 'subscribe', payload: { query, variables: { jobId } } })
          return resolve()
        }
        const now = Date.now()
        const found = Number(/"step":(\d+)/.exec(message)![1])
        if (found <= step) return void twice++
        step = found
        if (!message.includes('The model of-')) throw new Error(`An event is not whole: ${message}`)
        tookMs.push(now - Number(/"at":([\d.]+)/.exec(message)![1]))
        all++
      })
    })
  for (let from = 0; from < count; from += atOnce)
    await Promise.all(
      Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => open(from + index)),
    )
  return {
    take: () => {
      const taken = { tookMs, twice }
      tookMs = []
      twice = 0
      return taken
    },
    count: () => all,
    close: () => {
      for (const socket of sockets) {
        socket.removeAllListeners('close')
        socket.terminate()
      }
    },
  }
}
