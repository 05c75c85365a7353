import { EventEmitter, on } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from './log.ts'

/**
 * Ids of what changed, one topic a table, heard by every replica. Carries no data, and is only a hint: readers load.
 * When the connection was lost, everyone is woken once it is back, since notifications may have been missed.
 */
export class Events extends EventEmitter<Record<string, [id: string]>> {
  #databaseUrl: string
  #log: Logger
  #topics: string[] = []
  #client: pg.Client | null = null
  #isClosed = false

  constructor(databaseUrl: string, log: Logger) {
    super()
    this.setMaxListeners(0) // one per open subscription
    this.#databaseUrl = databaseUrl
    this.#log = log
  }

  async connect(...topics: string[]): Promise<this> {
    this.#topics = topics
    await this.#listen()
    return this
  }

  async #listen() {
    const client = new pg.Client({ connectionString: this.#databaseUrl, keepAlive: true })
    client.on('error', (error) => this.#log.warn({ error: error.message }, 'events: connection'))
    client.once('end', () => void this.#reconnect(client))
    client.on('notification', ({ channel, payload }) => this.emit(channel, payload ?? ''))
    await client.connect()
    for (const topic of this.#topics) await client.query(`listen ${pg.escapeIdentifier(topic)}`)
    this.#client = client
  }

  async #reconnect(lost: pg.Client) {
    if (lost !== this.#client) return
    this.#client = null
    for (let attempt = 0; !this.#isClosed; attempt++) {
      await wait(Math.min(100 * 2 ** attempt, 5_000), undefined, { ref: false })
      try {
        await this.#listen()
        for (const topic of this.#topics) this.emit(topic, everything)
        return
      } catch (error) {
        this.#log.warn({ error: String(error) }, 'events: cannot listen, trying again')
      }
    }
  }

  /** Yields at once, then again each time `id` may have changed. Ends with the signal. */
  async *changes(topic: string, id: string, signal?: AbortSignal): AsyncGenerator<void> {
    const heard = on(this, topic, { signal }) // before the first yield, so that no change is missed
    try {
      yield
      for await (const [changed] of heard) if (changed === id || changed === everything) yield
    } catch (error) {
      if (!signal?.aborted) throw error
    } finally {
      await heard.return?.()
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#client?.end()
  }
}

const everything = ''

type Executes = { execute(sql: string, params: unknown[]): Promise<unknown> }

/** Announces a change. Inside a transaction, Postgres holds it back until the commit. */
export const announce = (em: Executes, topic: string, id: string): Promise<unknown> =>
  em.execute('select pg_notify(?, ?)', [topic, id])
