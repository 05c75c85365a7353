import type { Entity, Field, Interface, Key, Model, Union } from './model.ts'
import type { Random } from './random.ts'

const wraps: Field['wrap'][] = [
  (type) => type,
  (type) => `${type}!`,
  (type) => `[${type}]`,
  (type) => `[${type}!]`,
  (type) => `[${type}!]!`,
  (type) => `[[${type}]!]`,
]
const scalars = ['String', 'Int', 'Boolean', 'Color', 'Value']

/** A graph out of `random`, of which each part can be reached from the root. */
export function makeModel(random: Random): Model {
  const subgraphs = Array.from({ length: 2 + random.below(3) }, (_, index) => index)
  const entities = Array.from({ length: 3 + random.below(3) }, (_, index) =>
    makeEntity(`E${index}`, subgraphs, random),
  )
  const interfaces = [...makeInterfaces(entities, subgraphs, random)]
  const unions = makeUnions(entities, subgraphs, random)
  const model = { subgraphs, entities, interfaces, unions, queries: [], mutations: [] }
  for (const entity of entities) addReferences(entity, model, random)
  for (const entity of entities) addRequires(entity, random)
  return addRoots(model, random)
}

function makeEntity(name: string, subgraphs: number[], random: Random): Entity {
  const [first, ...others] = random.some(subgraphs, 2)
  const keys = new Map<number, Key[]>([[first!, ['id', 'code']]])
  for (const subgraph of others) keys.set(subgraph, random.pick([['id'], ['code'], ['id', 'code']]))
  const fields = [...keys.keys()].flatMap((owner) =>
    Array.from({ length: 1 + random.below(3) }, (_, index) =>
      makeScalar(`${name.toLowerCase()}_${owner}${index}`, owner, [...keys.keys()], random),
    ),
  )
  return { name, keys, fields, interfaces: [] }
}

function makeScalar(name: string, owner: number, at: number[], random: Random): Field {
  const other = random.pick(at.filter((subgraph) => subgraph !== owner))
  const kind = random.pick(['OWN', 'OWN', 'SHARED', 'OVERRIDDEN'] as const)
  return {
    name,
    type: random.pick(scalars),
    wrap: random.pick(wraps),
    hasArgument: random.chance(0.3),
    owners: kind === 'SHARED' ? [owner, other] : [owner],
    ...(kind === 'OVERRIDDEN' && { overridden: other }),
    isInaccessible: random.chance(0.08),
  }
}

function* makeInterfaces(
  entities: Entity[],
  subgraphs: number[],
  random: Random,
): Generator<Interface> {
  for (const name of ['I0', 'I1']) {
    const members = random.some(entities, 2)
    const home = random.pick(subgraphs)
    const homes = new Map<number, Field>()
    const isObject = name === 'I1' && random.chance(0.7)
    for (const subgraph of isObject ? [home] : random.some(subgraphs)) {
      const field = {
        name: `${name.toLowerCase()}_${subgraph}`,
        type: 'String',
        wrap: random.pick(wraps.slice(0, 3)),
        owners: [subgraph],
      }
      homes.set(subgraph, field)
      for (const member of members) {
        member.keys.set(subgraph, ['id', 'code'])
        member.fields.push(field)
      }
    }
    for (const member of members) member.interfaces.push(name)
    const objects = new Map<number, Field[]>()
    const away = subgraphs.filter((subgraph) => members.every(({ keys }) => !keys.has(subgraph)))
    if (isObject) for (const subgraph of away.slice(0, 1)) objects.set(subgraph, [])
    for (const [subgraph, fields] of objects) {
      const field = (index: number): Field => ({
        name: `${name.toLowerCase()}_o${index}`,
        type: 'String',
        wrap: random.pick(wraps),
        owners: [subgraph],
      })
      fields.push(field(0), field(1))
    }
    yield { name, members, homes, objects }
  }
}

const makeUnions = (entities: Entity[], subgraphs: number[], random: Random): Union[] =>
  subgraphs.flatMap((owner) => {
    const members = entities.filter(({ keys }) => keys.has(owner))
    return members.length > 1
      ? [{ name: `U${owner}`, members: random.some(members, 2), owner }]
      : []
  })

/** What a field of this subgraph may lead to. */
const targetsOf = ({ entities, interfaces, unions }: Model, subgraph: number): string[] => [
  ...entities.filter(({ keys }) => keys.has(subgraph)).map(({ name }) => name),
  ...interfaces
    .filter(({ homes, objects }) => homes.has(subgraph) || objects.has(subgraph))
    .map(({ name }) => name),
  ...unions.filter(({ owner }) => owner === subgraph).map(({ name }) => name),
]

function addReferences(entity: Entity, model: Model, random: Random) {
  for (const owner of entity.keys.keys())
    for (let index = random.below(3); index > 0; index--) {
      const type = random.pick(targetsOf(model, owner))
      entity.fields.push({
        name: `to${type}_${entity.name.toLowerCase()}_${owner}${index}`,
        type,
        wrap: random.pick(wraps),
        owners: [owner],
      })
    }
}

/** Plain fields of one subgraph, of which another may need to know. */
const plain = (entity: Entity, owner: number): Field[] =>
  entity.fields.filter(
    (field) =>
      field.owners.length === 1 &&
      field.owners[0] !== owner &&
      field.overridden === undefined &&
      !field.requires &&
      scalars.includes(field.type) &&
      !field.name.startsWith('i'),
  )

function addRequires(entity: Entity, random: Random) {
  for (const owner of entity.keys.keys()) {
    const others = plain(entity, owner)
    if (!others.length || random.chance(0.4)) continue
    for (const name of random.some(['needs', 'wants'])) {
      const required = random.some(others).slice(0, 2)
      for (const field of required) field.isSafe = true
      entity.fields.push({
        name: `${name}_${entity.name.toLowerCase()}_${owner}`,
        type: 'String',
        wrap: random.pick(wraps.slice(0, 2)),
        owners: [owner],
        requires: required.map((field) => ({
          field,
          n: field.hasArgument ? random.pick([null, 2, 3]) : null,
        })),
      })
    }
  }
}

function addRoots(model: Model, random: Random): Model {
  const roots = (prefix: string, count: number) =>
    model.subgraphs.flatMap((owner) =>
      Array.from({ length: count }, (_, index): Field => {
        const type = random.pick([...targetsOf(model, owner), 'Int'])
        return {
          name: `${prefix}${owner}${index}`,
          type,
          wrap: random.pick(wraps),
          hasArgument: random.chance(0.5),
          owners: [owner],
        }
      }),
    )
  model.queries.push(...roots('q', 3))
  model.mutations.push(...roots('m', 1))
  for (const field of model.queries) addProvides(field, model, random)
  return model
}

/** Only what is shared, and takes no argument, may be provided. */
function addProvides(root: Field, { entities }: Model, random: Random) {
  const entity = entities.find(({ name }) => name === root.type)
  const [owner] = root.owners
  if (!entity || random.chance(0.3)) return
  const provided = plain(entity, owner!).filter(
    ({ isSafe, hasArgument }) => !isSafe && !hasArgument,
  )
  if (!provided.length) return
  root.provides = [random.pick(provided)]
  root.provides[0]!.isSafe = true
}
