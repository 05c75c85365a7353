import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { on } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Range } from '@weft/kit/objects'
import { createTurns } from '../turns.ts'
import { noParquet } from './parquet.groups.ts'
import type { Bytes, RawRow, RowStart } from './row.ts'

/** What a process is to read: a file of this size, from the row `first` up to the row `last`, or up to the end. */
export type Work = { sizeBytes: number; first: number; last: number | null }
/** What the process waits for: a range of the file, or to go on after these rows. */
export type Question = { id: number; range: Range } | { id: number; rows: RawRow[] }
export type Answer = { id: number; bytes?: ArrayBuffer }

type Limits = { heapMiB: number; seconds: number }
/** The memory that a process may take besides the bytes of its file, and how long it may work on what it says next. */
const usual: Limits = { heapMiB: 2_048, seconds: 120 }

/**
 * Apache Parquet up to the row `end`, read in a process of its own: how much memory and time that takes is up to the
 * file, and only a process can take too much of either and be ended without harm.
 */
export async function* readParquet(
  bytes: Bytes,
  from: RowStart,
  end = Infinity,
  limits = usual,
): AsyncGenerator<RawRow> {
  if (!bytes.sizeBytes) return
  const last = Number.isFinite(end) ? end : null
  const endTurn = await beginTurn()
  const reader = new ReadingProcess(
    { sizeBytes: bytes.sizeBytes, first: from.row, last },
    bytes,
    limits,
  )
  let next = from.row
  try {
    for await (const rows of reader.read()) {
      yield* rows
      next += rows.length
    }
    const problem = reader.problem()
    if (problem) yield noParquet(next, problem)
  } finally {
    reader.end()
    endTurn()
  }
}

/** So many processes run at a time, whatever they read: each may take its limits. */
const processesInTurn = createTurns(4)

const beginTurn = (): Promise<() => void> =>
  new Promise((begin) => {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    void processesInTurn('all', () => {
      begin(end)
      return ended
    })
  })

const program = fileURLToPath(new URL('./parquet.process.ts', import.meta.url))

/** As when all that belongs to a service is ended; no file is to blame for it. */
const sentByOthers = new Set<NodeJS.Signals>(['SIGHUP', 'SIGINT', 'SIGKILL', 'SIGTERM'])

/** Why it ended stands in its exit. */
const ignoreEnd = () => {}

class ReadingProcess {
  readonly #child: ChildProcess
  readonly #bytes: Bytes
  readonly #limits: Limits
  readonly #timer: NodeJS.Timeout
  /** What failed when it was the store, not the file. */
  #failed: unknown = null
  #isLate = false
  #unanswered = 0

  constructor(work: Work, bytes: Bytes, limits: Limits) {
    this.#bytes = bytes
    this.#limits = limits
    this.#child = fork(program, [JSON.stringify(work)], {
      env: {}, // it needs to know nothing of this one
      execArgv: [`--max-old-space-size=${limits.heapMiB}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.#timer = setTimeout(() => {
      this.#isLate = !this.#unanswered
      if (this.#isLate) this.end()
    }, limits.seconds * 1_000).unref()
  }

  async *read(): AsyncGenerator<RawRow[]> {
    const questions = on(this.#child, 'message', { close: ['exit'] }) as AsyncIterable<[Question]>
    for await (const [question] of questions) {
      this.#unanswered++
      if ('range' in question) void this.#readRange(question)
      else {
        yield question.rows
        this.#answer({ id: question.id })
      }
    }
    if (this.#failed) throw this.#failed
  }

  async #readRange({ id, range }: Question & { range: Range }) {
    try {
      const bytes = new Uint8Array(await buffer(await this.#bytes.read(range))).buffer
      this.#answer({ id, bytes })
    } catch (error) {
      this.#failed = error
      this.end()
    }
  }

  #answer(answer: Answer) {
    this.#unanswered--
    if (this.#child.connected) this.#child.send(answer, ignoreEnd)
    this.#timer.refresh()
  }

  /** Why it ended before it had read everything. */
  problem(): string | null {
    const { exitCode, signalCode } = this.#child
    if (exitCode === 0) return null
    if (this.#isLate) return `it takes more than ${this.#limits.seconds} seconds to read`
    if (signalCode && sentByOthers.has(signalCode))
      throw new Error(`The process that read a Parquet was ended by ${signalCode}.`)
    if (signalCode === 'SIGABRT')
      return `it takes more than ${this.#limits.heapMiB} MiB of memory to read`
    return `its reading ended with ${signalCode ?? exitCode}`
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#child.kill('SIGKILL')
  }
}
