import { prefixOf } from '@weft/kit/ids'
import { maxNameLength } from '@weft/kit/headers'
import type { Logger } from '@weft/kit/log'
import { Kind, parse, valueFromASTUntyped } from 'graphql'
import type { FastifyRequest } from 'fastify'
import type { FieldNode } from 'graphql'
import type { Context } from '../context.ts'
import type { Fetch } from '../execution/fetch.ts'
import type { Door } from '../doors/doors.ts'
import type { Outcome } from '../doors/proxy.ts'
import type { OwnCall } from './own-calls.ts'
import type { Told } from './transport.ts'

/** What is kept of one change; nothing of its contents. */
export type Entry = {
  subject: string
  token: string | null
  operation: string
  namespaces: string[]
  ids: string[]
  outcome: string
  requestId: string
}

/** Has changes written down. Never fails: what cannot be written down is logged. */
export type Audit = (entries: Entry[]) => Promise<void>

const maxIds = 100

export function createAudit(call: OwnCall, log: Logger): Audit {
  return async (entries) => {
    if (!entries.length) return
    try {
      const body = JSON.stringify({ entries })
      const { status } = await call('/audit', body, { isRepeatable: false })
      if (status !== 204) throw new Error(`it answered ${status}`)
    } catch (error) {
      log.error({ error: String(error), entries }, 'audit: not recorded')
    }
  }
}

/** What is kept of a fetch: nothing, unless it is a mutation. */
export function mutationsIn(fetch: Fetch, answer: Told, { viewer, requestId }: Context): Entry[] {
  if (!fetch.query.startsWith('mutation')) return []
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

/** What is kept of a request that is forwarded: nothing, unless its door says that it changes something. */
export function changeIn(
  { operation, path: pattern }: Door,
  path: string,
  { method, viewer, id }: FastifyRequest,
  { namespaces = [], ...outcome }: Outcome,
): Entry[] {
  if (!operation || method === 'GET' || method === 'HEAD') return []
  const named = decode(pattern.exec(path)?.groups?.namespace ?? '')
  const where = namespaces.length ? namespaces : [named]
  return [
    {
      subject: viewer.subject,
      token: viewer.token ?? null,
      operation,
      namespaces: where.filter((name) => name && name.length <= maxNameLength),
      requestId: id,
      ...outcome,
    },
  ]
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}

const argumentsOf = ({ arguments: given = [] }: FieldNode, { variables }: Fetch) =>
  given.map(({ value }) => valueFromASTUntyped(value, variables))

function outcomeOf(result: unknown, key: string, { errors = [] }: Told): string {
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
