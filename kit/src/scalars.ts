import { GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql'
import { badUserInput } from './errors.ts'

const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
  parseValue: (value) => {
    const at = new Date(String(value))
    if (Number.isNaN(at.getTime())) throw badUserInput(`\`${String(value)}\` is no RFC 3339 time.`)
    return at
  },
})

const BigInt = new GraphQLScalarType<number, number>({
  name: 'BigInt',
  serialize: toWhole,
  parseValue: toWhole,
  parseLiteral: (node) => toWhole(node.kind === Kind.INT ? node.value : undefined),
})

function toWhole(value: unknown): number {
  const whole = Number(value)
  if (value !== null && value !== '' && Number.isSafeInteger(whole)) return whole
  throw badUserInput(`\`${String(value)}\` is no whole number between -2^53 and 2^53.`)
}

const JSON = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: valueFromASTUntyped,
})

/** The resolvers of the scalars in `base.graphql`. */
export const scalars = { DateTime, BigInt, JSON }
