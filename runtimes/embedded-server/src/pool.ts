import { tooManyRequests } from './api-error.ts'

type Waiter<T> = { resolve: (item: T) => void; reject: (error: Error) => void }

/** Lends out a fixed number of things; who finds none waits in a queue of bounded length. */
export class Pool<T> {
  #free: T[]
  #size: number
  #queueLimit: number
  #waiting: Waiter<T>[] = []
  #idle = Promise.withResolvers<void>()
  #isClosing = false

  constructor(items: readonly T[], queueLimit: number) {
    this.#free = [...items]
    this.#size = items.length
    this.#queueLimit = queueLimit
  }

  async use<R>(signal: AbortSignal, work: (item: T) => Promise<R>): Promise<R> {
    const item = await this.#take(signal)
    try {
      return await work(item)
    } finally {
      this.#giveBack(item)
    }
  }

  /** Resolves when all has been given back, the queue included. */
  close() {
    this.#isClosing = true
    this.#settleIfIdle()
    return this.#idle.promise
  }

  #take(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted()
    const free = this.#free.pop()
    if (free !== undefined) return Promise.resolve(free)
    if (this.#waiting.length >= this.#queueLimit) throw tooManyRequests(this.#waiting.length)
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const waiter = { resolve, reject }
    this.#waiting.push(waiter)
    const leave = () => {
      this.#waiting = this.#waiting.filter((other) => other !== waiter)
      reject(new Error('The client has gone.'))
    }
    signal.addEventListener('abort', leave, { once: true })
    return promise.finally(() => signal.removeEventListener('abort', leave))
  }

  #giveBack(item: T) {
    const next = this.#waiting.shift()
    if (next) return next.resolve(item)
    this.#free.push(item)
    this.#settleIfIdle()
  }

  #settleIfIdle() {
    if (this.#isClosing && this.#free.length === this.#size) this.#idle.resolve()
  }
}
