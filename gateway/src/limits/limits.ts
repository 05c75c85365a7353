import { GraphQLError, getOperationAST, getVariableValues } from 'graphql'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { Viewer } from '@weft/kit/identity'
import { fragmentsIn } from '../execution/collect-fields.ts'
import { Budget } from './budget.ts'
import { costOf } from './cost.ts'
import { readCostRules } from './cost-rules.ts'
import { shapeOf } from './shape.ts'
import type { Shape } from './shape.ts'

/** What one operation may be, before anything is planned. */
export const parseOptions = { maxTokens: 10_000 }

/** Fields after all fragments are spread. */
export const maxRecursiveSelections = 100_000

export type LimitOptions = Record<keyof Shape, number> & {
  /** Of one operation. */
  cost: number
  /** Of all operations of one identity within a window. */
  budget: number
  windowSeconds: number
}

export type Asked = {
  document: DocumentNode
  operationName?: string | null | undefined
  variables?: Record<string, unknown> | null | undefined
}

export type Limits = {
  /** What an operation costs at the most. Throws when it is more, or larger, than an operation may be. */
  measure: (asked: Asked) => number
  /** Takes a cost from what somebody may spend. Throws RATE_LIMITED when they have not got it. */
  spend: (viewer: Viewer, cost: number) => void
}

/** Limits that hold for queries, mutations and subscriptions, whichever way they come. */
export function createLimits(
  supergraphSdl: string,
  schema: GraphQLSchema,
  options: LimitOptions,
): Limits {
  const rules = readCostRules(supergraphSdl)
  const budget = new Budget({ perWindow: options.budget, windowSeconds: options.windowSeconds })
  return {
    measure: ({ document, operationName, variables }) => {
      const operation = getOperationAST(document, operationName)
      if (!operation) return 0 // told when it runs
      const fragments = fragmentsIn(document)
      checkShape(shapeOf(operation, fragments), options)
      const definitions = operation.variableDefinitions ?? []
      const { coerced, errors } = getVariableValues(schema, definitions, variables ?? {})
      if (errors) return 0
      const cost = costOf(operation, { schema, fragments, conditions: coerced }, rules)
      if (cost > options.cost) throw tooDear(cost, options.cost)
      return cost
    },
    spend: (viewer, cost) => {
      if (isPartOfPlatform(viewer)) return
      const wait = budget.spend(viewer.subject, cost)
      if (wait) throw rateLimited(wait.retryAfterSeconds, options)
    },
  }
}

const names: Record<keyof Shape, string> = {
  depth: 'fields within each other',
  height: 'fields',
  aliases: 'aliases',
  rootFields: 'fields at its root',
  directives: 'directives',
}

function checkShape(shape: Shape, most: Record<keyof Shape, number>) {
  for (const name of Object.keys(names) as (keyof Shape)[])
    if (shape[name] > most[name]) throw tooMuch(names[name], shape[name], most[name])
}

const tooMuch = (what: string, found: number, most: number) =>
  refusal(
    `This operation has ${found} ${what}, and ${most} are the most. Ask in several operations.`,
  )

const tooDear = (cost: number, most: number) =>
  refusal(
    `This operation may cost ${cost}, and ${most} is the most: ask for shorter lists (\`first\`), ` +
      'or in several operations.',
  )

const refusal = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } })

const rateLimited = (retryAfterSeconds: number, { budget, windowSeconds }: LimitOptions) =>
  new GraphQLError(
    `What you may spend (${budget} in ${windowSeconds} seconds) is used up. Come again in ${retryAfterSeconds} seconds.`,
    {
      extensions: {
        code: 'RATE_LIMITED',
        retryAfterSeconds,
        http: { status: 429 },
      },
    },
  )

/** Services and workers come with identities that the platform itself signed, and are not held back by it. */
export const isPartOfPlatform = ({ subject }: Viewer) =>
  /^(service|attempt|deployment):/.test(subject)
