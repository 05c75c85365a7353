import { query } from './runs.ts'
import { openSocket } from './thin-socket.ts'
import type { ThinSocket } from './thin-socket.ts'

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
  const sockets: ThinSocket[] = []
  let tookMs: number[] = []
  let all = 0
  let twice = 0

  const open = (client: number) =>
    new Promise<void>((resolve, reject) => {
      const { authorization, jobId } = of(client)
      let step = -1
      let socket: ThinSocket
      const onMessage = (message: string) => {
        if (!message.includes('"next"')) {
          if (message.includes('"ping"')) return socket.send({ type: 'pong' })
          if (!message.includes('"connection_ack"')) return reject(new Error(message))
          socket.send({ id: '1', type: 'subscribe', payload: { query, variables: { jobId } } })
          return resolve()
        }
        const now = Date.now()
        const found = numberAfter('"step":', message)
        if (found <= step) return void twice++
        step = found
        if (!message.includes('The model of-')) throw new Error(`An event is not whole: ${message}`)
        tookMs.push(now - numberAfter('"at":', message))
        all++
      }
      openSocket(url, 'graphql-transport-ws', {
        onOpen: (opened) => {
          socket = opened
          sockets.push(opened)
          opened.send({ type: 'connection_init', payload: { authorization } })
        },
        onMessage,
        onClose: (code) => {
          throw new Error(`A client was closed with ${code}.`)
        },
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
      for (const socket of sockets) socket.terminate()
    },
  }
}

const numberAfter = (name: string, message: string): number =>
  Number.parseFloat(message.slice(message.indexOf(name) + name.length))
