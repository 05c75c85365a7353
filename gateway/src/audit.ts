import { prefixOf } from '@weft/kit/ids'
import type { Logger } from '@weft/kit/log'
import { Kind, parse, valueFromASTUntyped } from 'graphql'
import type { FieldNode } from 'graphql'
import type { Context } from './context.ts'
import type { Answer, Fetch } from './data-source.ts'
import { gateway } from './identify.ts'
import type { Vouch } from './identities.ts'
import type { Subgraph } from './subgraphs.ts'

/** Has a mutation written down, if it is one. Never fails: what cannot be written down is logged. */
export type RecordMutation = (fetch: Fetch, answer: Answer, context: Context) => Promise<void>

const maxIds = 100

export function createAudit(subgraph: Subgraph, vouch: Vouch, log: Logger): RecordMutation {
  return async (fetch, answer, context) => {
    if (!fetch.query.startsWith('mutation')) return
    const entries = mutationsIn(fetch, answer, context)
    try {
      await send(subgraph, entries, await vouch(gateway, subgraph.name))
    } catch (error) {
      log.error({ error: String(error), entries }, 'audit: not recorded')
    }
  }
}

function mutationsIn(fetch: Fetch, answer: Answer, { viewer, requestId }: Context) {
  const fields = parse(fetch.query).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [],
  )
  return fields.flatMap((field) => {
    if (field.kind !== Kind.FIELD) return []
    const key = (field.alias ?? field.name).value
    const result = answer.data?.[key]
    return {
      subject: viewer.subject,
      token: viewer.token ?? null,
      operation: field.name.value,
      namespaces: answer.namespaces ?? [],
      ids: idsIn([argumentsOf(field, fetch), result]),
      outcome: outcomeOf(result, key, answer),
      requestId,
    }
  })
}

const argumentsOf = ({ arguments: given = [] }: FieldNode, { variables }: Fetch) =>
  given.map(({ value }) => valueFromASTUntyped(value, variables))

function outcomeOf(result: unknown, key: string, { errors = [] }: Answer): string {
  const error = errors.find(({ path }) => !path || path[0] === key)
  const { code } = error?.extensions ?? {}
  if (error) return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR'
  const { __typename } = (result ?? {}) as { __typename?: string }
  return __typename ?? 'OK'
}

/** Typed ids, wherever they stand; no other text is kept, since it may be secret. */
function idsIn(value: unknown): string[] {
  const found = new Set<string>()
  const look = (at: unknown) => {
    if (found.size >= maxIds) return
    if (typeof at === 'string' && prefixOf(at)) found.add(at)
    else if (at && typeof at === 'object') Object.values(at).forEach(look)
  }
  look(value)
  return [...found]
}

async function send({ pool }: Subgraph, entries: object[], authorization: string) {
  const { statusCode, body } = await pool.request({
    path: '/audit',
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ entries }),
    signal: AbortSignal.timeout(5_000),
  })
  await body.dump()
  if (statusCode !== 204) throw new Error(`it answered ${statusCode}`)
}
