import { GraphQLError, getVariableValues } from 'graphql'
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { Viewer } from '@weft/kit/identity'
import { fragmentsIn } from '../execution/collect-fields.ts'
import { Recent } from '../recent.ts'
import { Budget } from './budget.ts'
import { costOf } from './cost.ts'
import { readCostRules } from './cost-rules.ts'
import { shapeOf } from './shape.ts'
import type { Shape } from './shape.ts'

/** What one operation may be, before anything is planned. */
export const parseOptions = { maxTokens: 10_000 }

export type LimitOptions = Record<keyof Shape, number> & {
  /** Of one operation. */
  cost: number
  /** Of all operations of one identity within a window. */
  budget: number
  windowSeconds: number
}

export type Limits = {
  /** Throws when an operation is larger than it may be. */
  checkShape: (document: DocumentNode, operation: OperationDefinitionNode) => void
  /** For an operation that is valid. */
  createMeasure: (document: DocumentNode, operation: OperationDefinitionNode) => Measured
  /** Takes a cost from what somebody may spend. Throws RATE_LIMITED when they have not got it. */
  spend: (viewer: Viewer, cost: number) => void
}

export type Measured = {
  /** What it costs at the most. Throws when that is more than an operation may. */
  measure: (variables: Record<string, unknown>) => number
  /** How many of these costs are kept. */
  costsKept: () => number
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
    checkShape: (document, operation) =>
      checkShape(shapeOf(operation, fragmentsIn(document)), options),
    createMeasure: (document, operation) => {
      const fragments = fragmentsIn(document)
      const costs = new Recent<number>(mostCosts)
      const measure = (variables: Record<string, unknown>) => {
        const definitions = operation.variableDefinitions ?? []
        const { coerced, errors } = getVariableValues(schema, definitions, variables)
        if (errors) return 0 // told when it runs
        const count = () => costOf(operation, { schema, fragments, conditions: coerced }, rules)
        const key = keyOf(coerced)
        const cost = key === null ? count() : costs.get(key, count)
        if (cost > options.cost) throw tooDear(cost, options.cost)
        return cost
      }
      return { measure, costsKept: () => costs.size }
    },
    spend: (viewer, cost) => {
      if (isPartOfPlatform(viewer)) return
      const wait = budget.spend(viewer.subject, cost)
      if (wait) throw rateLimited(wait.retryAfterSeconds, options)
    },
  }
}

/** For each operation. */
const mostCosts = 16

/**
 * What a cost depends on: numbers and booleans, and which others there are. Null when that cannot be told so, since there
 * are things within a value.
 */
function keyOf(variables: Record<string, unknown>): string | null {
  let key = ''
  for (const name of Object.keys(variables)) {
    const value = variables[name]
    if (typeof value === 'object' && value !== null) return null
    key += `${name} ${typeof value === 'string' ? '' : String(value)};`
  }
  return key
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
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })

const rateLimited = (retryAfterSeconds: number, { budget, windowSeconds }: LimitOptions) =>
  new GraphQLError(
    `What you may spend (${budget} in ${windowSeconds} seconds) is used up. Come again in ${retryAfterSeconds} seconds.`,
    {
      extensions: {
        code: 'RATE_LIMITED',
        retryAfterSeconds,
      },
    },
  )

/** Services and workers come with identities that the platform itself signed, and are not held back by it. */
export const isPartOfPlatform = ({ subject }: Viewer) =>
  /^(service|attempt|deployment):/.test(subject)
