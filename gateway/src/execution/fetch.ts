import { GraphQLError } from 'graphql'
import type { GraphQLFormattedError } from 'graphql'
import { isObject, merge } from './json.ts'
import { clientName } from './plan-names.ts'
import type { Json } from './json.ts'
import type { FetchStep } from './steps.ts'
import { pathsOf } from './targets.ts'
import type { Path, Targets } from './targets.ts'

export type Fetch = {
  query: string
  operationName?: string
  variables?: Record<string, unknown>
  /** The JSON of each of `variables.representations`, which stand here and not there. */
  representations?: readonly string[]
}
/** What a subgraph answered. It is taken over, and changed. */
export type Answer = { data?: Json | null; errors?: readonly GraphQLFormattedError[] }
/** Asks one subgraph. Fails never: what fails is an error in the answer. */
export type Ask = (subgraph: string, fetch: Fetch) => Promise<Answer>

/** One operation on its way. */
export type Run = {
  root: Json
  /** As they were sent. */
  variables: Record<string, unknown>
  errors: GraphQLError[]
  ask: Ask
}

/** Asks about the root, and adds the answer to the targets. */
export async function fetchRoot(step: FetchStep, targets: Targets, run: Run): Promise<void> {
  const { data, errors = [] } = await run.ask(step.subgraph, toFetch(step, run.variables))
  if (errors.length) {
    const paths = pathsOf(run.root, targets.path)
    for (const error of errors)
      for (const path of error.path ? paths : [undefined])
        run.errors.push(toError(error, path && [...path, ...error.path!], step))
  }
  if (!data) return
  step.rewriteOutput?.(data)
  for (const target of targets.objects) merge(target, data)
}

/** Asks about the entities that the targets are, each once however often it stands there. */
export async function fetchEntities(step: FetchStep, targets: Targets, run: Run): Promise<void> {
  const { representations, holders } = represent(step, targets.objects)
  if (!representations.length) return
  const fetch = { ...toFetch(step, run.variables), representations }
  const { data, errors = [] } = await run.ask(step.subgraph, fetch)
  if (errors.length) addErrors(errors, holders, { step, targets, run })
  const entities: unknown[] = Array.isArray(data?._entities) ? data._entities : []
  if (data && entities.length !== holders.length) run.errors.push(brokenPromise(step))
  for (const [index, found] of holders.entries()) {
    const entity = entities[index]
    if (isObject(entity)) addEntity(entity, found, step, targets)
  }
}

type Place = { step: FetchStep; targets: Targets; run: Run }

/** An error of one entity stands wherever the entity does. */
function addErrors(
  errors: readonly GraphQLFormattedError[],
  holders: number[][],
  { step, targets, run }: Place,
) {
  const paths = pathsOf(run.root, targets.path)
  for (const error of errors) {
    const [, index, ...rest] = error.path ?? []
    const found = typeof index === 'number' ? holders[index] : undefined
    if (!found) run.errors.push(toError(error, undefined, step))
    for (const holder of found ?? [])
      run.errors.push(toError(error, [...(paths[holder] ?? []), ...rest], step))
  }
}

/** Not the caller's to read: it is masked, and logged. */
const brokenPromise = ({ subgraph }: FetchStep) =>
  new GraphQLError('A subgraph left out entities.', {
    originalError: new Error(`${subgraph} did not answer about as many entities as it was asked.`),
  })

function addEntity(entity: Json, holders: number[], step: FetchStep, { objects }: Targets) {
  const { __typename: known } = objects[holders[0]!]!
  entity.__typename ??= known
  step.rewriteOutput?.(entity)
  // where an interface is one object, that is all it knows of what the entity is
  if (step.isOfType(known, String(entity.__typename))) entity.__typename = known
  for (const holder of holders) merge(objects[holder]!, entity)
}

/** The JSON of each thing to ask about, and which of the targets it is. */
function represent({ represent: of, rewriteInput }: FetchStep, targets: Json[]) {
  const indices = new Map<string, number>()
  const holders: number[][] = []
  for (const [holder, target] of targets.entries()) {
    const representation = of!(target)
    if (!representation) continue
    rewriteInput?.(representation)
    const json = JSON.stringify(representation)
    const index = indices.get(json)
    if (index !== undefined) holders[index]!.push(holder)
    else {
      indices.set(json, holders.length)
      holders.push([holder])
    }
  }
  return { representations: [...indices.keys()], holders }
}

/** What is asked, with those of the variables that it needs. */
export function toFetch(
  { query, operationName, variableNames }: FetchStep,
  variables: Record<string, unknown>,
): Fetch {
  const given = variableNames.filter((name) => variables[name] !== undefined)
  return {
    query,
    ...(operationName && { operationName }),
    ...(given.length && {
      variables: Object.fromEntries(given.map((name) => [name, variables[name]])),
    }),
  }
}

function toError(
  { message, extensions }: GraphQLFormattedError,
  path: Path | undefined,
  { subgraph, names }: FetchStep,
): GraphQLError {
  return new GraphQLError(message, {
    path: path?.map((part) =>
      typeof part === 'string' ? clientName(names.get(part) ?? part) : part,
    ),
    extensions: { ...extensions, serviceName: subgraph },
  })
}
