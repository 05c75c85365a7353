import type { Viewer } from '@weft/kit/identity'
import { GraphQLError } from 'graphql'
import { isPartOfPlatform } from '../limits/limits.ts'
import { outcomeOf } from '../telemetry/metrics.ts'
import type { Metrics, Transport } from '../telemetry/metrics.ts'
import type { Reading, Results } from './reading.ts'

/** How many subscriptions may be open at a time, and how long a client may take for one result. */
export type AdmissionLimits = {
  perConnection: number
  perIdentity: number
  inAll: number
  slowSeconds: number
}

type Subscriber = {
  viewer: Viewer
  transport: Transport
  /** What the subscriptions of one client may share: a socket, or a request. */
  connection: object
  /** Its stream has ended, because it took too long for a result. No result is left out: it can go on after the last. */
  onSlow: () => void
  /** Why its stream is ended from outside. */
  leaves: () => Leaving
}

/** Its client left; its caller is not known any more, or may do less; or the gateway stops. */
export type Leaving = 'LEFT' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'STOPPED'

/** Opens a stream for a subscriber, if there is room for it, and counts it until it ends. Throws RATE_LIMITED. */
export type Admit = (subscriber: Subscriber, open: () => Promise<Results>) => Promise<Results>

export function createAdmit(limits: AdmissionLimits, metrics: Metrics): Admit {
  const open = new Map<object | string, number>()
  const countOf = (key: object | string) => open.get(key) ?? 0
  const change = (key: object | string, by: 1 | -1) => {
    const count = countOf(key) + by
    if (count) open.set(key, count)
    else open.delete(key)
  }
  const roomsOf = ({ viewer, connection }: Subscriber) => [
    { key: connection, most: limits.perConnection, where: 'on one connection' },
    {
      key: viewer.subject,
      most: isPartOfPlatform(viewer) ? Infinity : limits.perIdentity,
      where: 'for one identity',
    },
    { key: everybody, most: limits.inAll, where: 'on this gateway' },
  ]

  return async (subscriber, begin) => {
    const rooms = roomsOf(subscriber)
    const { transport, onSlow, leaves } = subscriber
    const full = rooms.find(({ key, most }) => countOf(key) >= most)
    for (const { key } of rooms) change(key, 1)
    const leave = () => rooms.forEach(({ key }) => change(key, -1))
    try {
      if (full) throw refused(full.most, full.where)
      const results = await begin()
      metrics.subscriptionStarted(transport)
      return followed(results, {
        slowSeconds: limits.slowSeconds,
        onSlow,
        leaves,
        delivered: () => metrics.eventDelivered(transport),
        ended: (reason) => {
          leave()
          metrics.subscriptionEnded(transport, reason)
        },
      })
    } catch (error) {
      leave()
      metrics.subscriptionRefused(transport, outcomeOf([error as GraphQLError]))
      throw error
    }
  }
}

const everybody = {}

const refused = (most: number, where: string) =>
  new GraphQLError(`There are ${most} subscriptions open ${where} already, and no more may be.`, {
    extensions: { code: 'RATE_LIMITED' },
  })

type Following = {
  slowSeconds: number
  onSlow: () => void
  leaves: () => Leaving
  delivered: () => void
  ended: (reason: string) => void
}

/**
 * Tells of each result and, once, of the end of a stream, whoever ends it. It ends by itself when its reader is busy with a
 * result for too long.
 */
function followed(results: Results, { slowSeconds, ...tell }: Following): Results {
  let isOver = false
  let patience: NodeJS.Timeout | undefined
  const end = (reason: string) => {
    clearTimeout(patience)
    if (!isOver) tell.ended(reason)
    isOver = true
  }
  return (reader) => {
    const giveUp = () => {
      end('SLOW')
      reading.leave()
      tell.onSlow()
    }
    const reading: Reading = results({
      take: (result) => {
        tell.delivered()
        const takesMore = reader.take(result)
        if (!takesMore && !isOver) patience = setTimeout(giveUp, slowSeconds * 1_000)
        return takesMore
      },
      end: (error) => {
        end(error === null ? 'COMPLETE' : outcomeOf([error as GraphQLError]))
        reader.end(error)
      },
    })
    return {
      next: () => {
        clearTimeout(patience)
        reading.next()
      },
      leave: () => {
        end(tell.leaves())
        reading.leave()
      },
    }
  }
}
