import type { FilterQuery } from '@mikro-orm/postgresql'
import { findPage } from '@weft/kit/connection'
import type { Connection, PageArgs } from '@weft/kit/connection'
import { NotFoundError, ValidationError } from '@weft/kit/errors'
import { visibleNamespaces } from '@weft/kit/identity'
import type { GuardrailConfig } from '../configs/config.entity.ts'
import type { Context } from '../context.ts'
import type { CheckBy, CheckMessagesInput, GuardrailVerdictFilter } from '../generated/graphql.ts'
import type { Message } from '../rails/check.ts'
import { GuardrailVerdict } from './verdict.entity.ts'

export type GuardrailVerdictPage = Connection<GuardrailVerdict>

const maxMessages = 1_000
const maxBytes = 1024 * 1024
/** Steps that a check may take at worst: a few seconds. */
const maxSteps = 100_000_000

export function findVerdicts(
  { em, viewer }: Context,
  { filter, ...page }: PageArgs & { filter?: GuardrailVerdictFilter | null },
): Promise<GuardrailVerdictPage> {
  const names = visibleNamespaces(viewer)
  const conditions: FilterQuery<GuardrailVerdict>[] =
    names === '*' ? [] : [{ namespace: { $in: names } }]
  for (const [field, value] of Object.entries(filter ?? {}))
    if (value !== null && value !== undefined) conditions.push({ [field]: value })
  return findPage(em, GuardrailVerdict, conditions.length ? { $and: conditions } : {}, page)
}

/** Checks, and records how it went. */
export async function checkAndRecord(
  context: Context,
  { by, messages }: CheckMessagesInput,
): Promise<GuardrailVerdict> {
  const { em, viewer } = context
  const { config, namespace, modelId } = await findRules(context, by)
  checkSize(messages, context.checker.costOf(config))

  const startedAt = performance.now()
  const check = await context.checker.check(config, messages)
  const verdict = em.create(GuardrailVerdict, {
    namespace,
    configId: config.id,
    modelId,
    outcome: check.outcome,
    rails: check.rails,
    checkedBy: viewer.subject,
    durationMs: performance.now() - startedAt,
  })
  await em.flush()
  verdict.messages = check.messages
  return verdict
}

type Rules = { config: GuardrailConfig; namespace: string; modelId: string | null }

async function findRules(context: Context, by: CheckBy): Promise<Rules> {
  if (!by.configId) return findGuard(context, by.modelIds ?? [by.modelId!])
  const config = await context.loaders.configs.load(by.configId)
  if (!config) throw new NotFoundError(`No guardrail config \`${by.configId}\`.`)
  return { config, namespace: config.namespace, modelId: null }
}

/** The guard of the first model that has one. */
async function findGuard({ loaders }: Context, modelIds: string[]): Promise<Rules> {
  if (!modelIds.length || modelIds.length > 10)
    throw new ValidationError([
      { path: 'input.by.modelIds', message: `names ${modelIds.length} models; name 1 to 10` },
    ])
  const guards = await Promise.all(modelIds.map((id) => loaders.guards.load(id)))
  const guard = guards.find((found) => found !== null)
  const config = guard && (await loaders.configsInUse.load(guard.configId))
  if (!guard || !config)
    throw new NotFoundError(`Nothing guards ${modelIds.map((id) => `\`${id}\``).join(' or ')}.`)
  return { config, namespace: guard.namespace, modelId: modelIds[0]! }
}

function checkSize(messages: Message[], cost: number): void {
  const bytes = messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0)
  const problem =
    (messages.length > maxMessages && `${messages.length} messages; ${maxMessages} are allowed`) ||
    (bytes > maxBytes && `${bytes} bytes; ${maxBytes} are allowed`) ||
    (bytes * cost > maxSteps &&
      `${bytes} bytes are too much for the patterns of this config, which allow ${Math.floor(maxSteps / cost)}`)
  if (problem) throw new ValidationError([{ path: 'input.messages', message: problem }])
}
