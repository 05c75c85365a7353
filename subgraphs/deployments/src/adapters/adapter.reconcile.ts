import type { Pace, Step, Watch } from '../deployments/deployment.reconcile.ts'
import {
  Refusal,
  listModels,
  loadAdapter,
  probe,
  reasonOf,
  unloadAdapter,
} from '../servers/model-server.ts'
import type { ModelServer } from '../servers/model-server.ts'
import type { ServedAdapter } from './adapter.entity.ts'

/** Brings the adapters that a ready server has nearer to those it should have; one is loaded at a time. */
export async function reconcileAdapters(step: Step, server: ModelServer): Promise<Pace> {
  const { deployment, adapters, watch, signal } = step
  const wanted = adapters.filter(({ status }) => status !== 'FAILED')
  let listed: string[]
  try {
    listed = await listModels(server, signal)
    const names = new Set([deployment.modelRef, ...wanted.map(({ modelRef }) => modelRef)])
    for (const name of listed) if (!names.has(name)) await unloadAdapter(server, name, signal)
  } catch {
    signal.throwIfAborted()
    return 'settled' // the health checks say what is wrong with a server that does not answer
  }

  for (const adapter of wanted)
    if (adapter.status === 'READY' && !listed.includes(adapter.modelRef))
      adapter.move('LOADING', null)
  const next = wanted.find(({ status }) => status === 'LOADING')
  if (!next) return 'settled'
  return bringUp(next, server, { watch, signal, isListed: listed.includes(next.modelRef) })
}

/** Attempts to load one adapter that fail for reasons which may pass. */
const loadLimit = 5

type Options = { watch: Watch; signal: AbortSignal; isListed: boolean }

async function bringUp(
  adapter: ServedAdapter,
  server: ModelServer,
  { watch, signal, isListed }: Options,
): Promise<Pace> {
  const { modelRef: name, repository, revision } = adapter
  try {
    if (!isListed) await loadAdapter(server, { name, path: `${repository}@${revision}` }, signal)
    await probe(server, name, signal)
    adapter.move('READY', null)
    watch.failedLoads.delete(name)
    return 'soon'
  } catch (error) {
    signal.throwIfAborted()
    const failures = (watch.failedLoads.get(name) ?? 0) + 1
    const isFinal = error instanceof Refusal || failures >= loadLimit
    if (isFinal) watch.failedLoads.delete(name)
    else watch.failedLoads.set(name, failures)
    adapter.move(
      isFinal ? 'FAILED' : 'LOADING',
      isFinal ? reasonOf(error) : `Trying again: ${reasonOf(error)}`,
    )
    return isFinal ? 'soon' : 'settled'
  }
}
