import {
  BrokenCircuitError,
  CircuitState,
  CountBreaker,
  ExponentialBackoff,
  circuitBreaker,
  handleAll,
  handleType,
  retry,
} from 'cockatiel'
import type { Logger } from '@weft/kit/log'
import type { Metrics } from '../telemetry/metrics.ts'
import { NoAnswer } from './transport.ts'

/** One that is tried again. */
class Again extends NoAnswer {
  constructor(cause: NoAnswer) {
    super(cause.message, { cause })
  }
}

/**
 * Runs a call to a subgraph, which is told how much of its time is left; one that may be run twice is tried again when it
 * brought no answer.
 */
export type Call = <T>(
  work: (leftMs: number) => Promise<T>,
  options: { isRepeatable: boolean; timeoutMs: number },
) => Promise<T>

const mostRetries = 2
const backoff = { initialDelay: 50, maxDelay: 1_000 }

/** It opens when half of the last calls failed, and lets one through after a while to see whether it may close. */
const breaker = { threshold: 0.5, size: 20, minimumNumberOfCalls: 5 }
const openFor = { initialDelay: 250, maxDelay: 5_000 }

type Watching = { log: Logger; metrics: Pick<Metrics, 'circuit'> }

/**
 * What holds for all calls to one subgraph: queries that brought no answer are tried again, as long as not many are;
 * and when half of the calls fail, the next ones fail at once, so that what is down comes up in peace.
 */
export function createCall(name: string, { log, metrics }: Watching): Call {
  const circuit = circuitBreaker(handleAll, {
    halfOpenAfter: new ExponentialBackoff(openFor),
    breaker: new CountBreaker(breaker),
  })
  metrics.circuit(name, false)
  circuit.onBreak(() => {
    metrics.circuit(name, true)
    log.warn(`${name}: it is not asked now, since half of the last calls failed`)
  })
  circuit.onReset(() => {
    metrics.circuit(name, false)
    log.info(`${name}: it answers again`)
  })
  const budget = new RetryBudget()
  const again = retry(handleType(Again), {
    maxAttempts: mostRetries,
    backoff: new ExponentialBackoff(backoff),
  })
  /** The last try takes nothing from the budget, since none follows. */
  const isWorthMore = (error: unknown, attempt: number) =>
    error instanceof NoAnswer && attempt < mostRetries && budget.take()
  return async (work, { isRepeatable, timeoutMs }) => {
    budget.add()
    const until = performance.now() + timeoutMs
    const once = async () => {
      // The circuit would let it wait for the call that is tried, which may take all its time.
      if (circuit.state === CircuitState.HalfOpen) throw new BrokenCircuitError()
      const leftMs = until - performance.now()
      if (leftMs <= 0) throw new Error('Its time is over.')
      return circuit.execute(() => work(leftMs))
    }
    if (!isRepeatable) return once()
    const tryOnce = async ({ attempt }: { attempt: number }) => {
      try {
        return await once()
      } catch (error) {
        throw isWorthMore(error, attempt) ? new Again(error as NoAnswer) : error
      }
    }
    return again.execute(tryOnce)
  }
}

/** A tenth of the calls may be tried again, and a few more when it was quiet. */
class RetryBudget {
  #left = 10

  add(): void {
    this.#left = Math.min(this.#left + 0.1, 10)
  }

  take(): boolean {
    if (this.#left < 1) return false
    this.#left--
    return true
  }
}
