import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'

/** The supergraph of subgraphs that take operations at `/graphql` of these origins. */
export function compose<Name extends string>(
  sdl: Record<Name, string>,
  origins: Record<Name, string>,
): string {
  const names = Object.keys(sdl) as Name[]
  const { supergraphSdl, errors } = composeServices(
    names.map((name) => ({ name, url: `${origins[name]}/graphql`, typeDefs: parse(sdl[name]) })),
  )
  if (errors) throw new AggregateError(errors)
  return supergraphSdl
}
