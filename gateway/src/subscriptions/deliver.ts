import type { FormatError } from '../errors.ts'
import { textOf } from '../result-text.ts'
import type { Outlet } from './outlet.ts'
import type { Reading, Results } from './reading.ts'
import { createStream, end } from './stream.ts'
import type { ResultStream } from './stream.ts'

/** Of an operation, on its socket. */
type Delivery = { outlet: Outlet; id: string; formatError: FormatError }

/**
 * Writes results to a socket. For graphql-ws, which knows the protocol, this is a stream without results that ends when they
 * do: by its own ways, each would cost as many promises as the socket has layers.
 */
export function deliver(results: Results, { outlet, id, formatError }: Delivery): ResultStream {
  const begin = `{"id":${JSON.stringify(id)},"type":"next","payload":`
  const over = Promise.withResolvers<typeof end>()
  over.promise.catch(() => {}) // it may end before anyone waits for that
  let unsent = 0
  let isBusy = false
  const sent = () => {
    unsent--
    if (!isBusy || unsent) return
    isBusy = false
    reading.next()
  }
  const reading: Reading = results({
    take: (result) => {
      if (!outlet.isOpen()) return false
      unsent++
      isBusy = !outlet.send(`${begin}${textOf(result, formatError)}}`, sent)
      return !isBusy
    },
    end: (error) => (error === null ? over.resolve(end) : over.reject(error)),
  })
  return createStream({
    next: () => {
      reading.next()
      return over.promise
    },
    return: async () => {
      reading.leave()
      over.resolve(end)
      return end
    },
  })
}
