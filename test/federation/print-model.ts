import type { Entity, Field, Model, Required } from './model.ts'

const shared = `
  enum Color { RED GREEN BLUE }
  type Value`
const value = '{ text: String count: Int! }'
const imports =
  '"@key", "@external", "@requires", "@provides", "@shareable", "@inaccessible", "@override", "@interfaceObject"'
const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])`

const selectionOf = (fields: Field[]) => requiredOf(fields.map((field) => ({ field, n: null })))

const requiredOf = (required: Required[]) =>
  required
    .map(({ field: { name, type }, n }) => {
      const given = n === null ? '' : `(n: ${n})`
      return `${name}${given}${type === 'Value' ? ' { text count }' : ''}`
    })
    .join(' ')

const printField = ({ name, hasArgument, wrap, type }: Field, directives = '') =>
  `${name}${hasArgument ? '(n: Int = 1)' : ''}: ${wrap(type)} ${directives}`

const printAll = (kind: string, fields: string[]) =>
  fields.length ? `${kind} {\n    ${fields.join('\n    ')}\n  }` : ''

/** The graph as if it had never been divided. */
export function printWhole({ entities, interfaces, unions, queries, mutations }: Model): string {
  const objectFields = (names: string[]) =>
    interfaces
      .filter(({ name }) => names.includes(name))
      .flatMap(({ objects }) => [...objects.values()].flat())
  const print = (fields: Field[]) =>
    fields.filter(({ isInaccessible }) => !isInaccessible).map((field) => printField(field))
  return [
    `${shared} ${value}`,
    ...interfaces.map(({ name, homes, objects }) =>
      printAll(`interface ${name}`, [
        'id: ID!',
        ...print([...homes.values(), ...[...objects.values()].flat()]),
      ]),
    ),
    ...entities.map((entity) =>
      printAll(`type ${entity.name}${implementing(entity.interfaces)}`, [
        'id: ID!',
        'code: String!',
        ...print([...entity.fields, ...objectFields(entity.interfaces)]),
      ]),
    ),
    ...unions.map(({ name, members }) => `union ${name} = ${namesOf(members)}`),
    printAll('type Query', print(queries)),
    printAll('type Mutation', print(mutations)),
  ].join('\n  ')
}

const implementing = (names: string[]) => (names.length ? ` implements ${names.join(' & ')}` : '')
const namesOf = (members: Entity[]) => members.map(({ name }) => name).join(' | ')

export const subgraphName = (subgraph: number): string => `s${subgraph}`

/** What one subgraph says of the graph. */
export function printSubgraph(model: Model, subgraph: number): string {
  const { entities, interfaces, unions, queries, mutations } = model
  const here = entities.filter(({ keys }) => keys.has(subgraph))
  const roots = (fields: Field[]) =>
    fields
      .filter(({ owners }) => owners[0] === subgraph)
      .map((field) => printField(field, providing(field)))
  return [
    link,
    `${shared} @shareable ${value}`,
    ...interfaces.flatMap(({ name, homes, objects }) => {
      const key = objects.size ? ' @key(fields: "id")' : ''
      const field = homes.get(subgraph)
      const added = objects.get(subgraph)
      if (field) return [printAll(`interface ${name}${key}`, ['id: ID!', printField(field)])]
      if (!added) return []
      const fields = added.map((each) => printField(each))
      return [printAll(`type ${name} @interfaceObject${key}`, ['id: ID!', ...fields])]
    }),
    ...here.map((entity) => printEntity(entity, model, subgraph)),
    ...unions
      .filter(({ owner }) => owner === subgraph)
      .map(({ name, members }) => `union ${name} = ${namesOf(members)}`),
    printAll('type Query', roots(queries)),
    printAll('type Mutation', roots(mutations)),
  ].join('\n  ')
}

function printEntity(entity: Entity, { interfaces, queries }: Model, subgraph: number): string {
  const keys = entity.keys.get(subgraph)!
  const external = new Set([
    ...entity.fields
      .filter(({ owners }) => owners[0] === subgraph)
      .flatMap(({ requires = [] }) => requires.map(({ field }) => field)),
    ...queries
      .filter(({ owners, type }) => owners[0] === subgraph && type === entity.name)
      .flatMap(({ provides = [] }) => provides),
  ])
  const homes = interfaces.filter(
    ({ name, homes: at }) => entity.interfaces.includes(name) && at.has(subgraph),
  )
  const directives = keys.map((key) => `@key(fields: "${key}")`).join(' ')
  return printAll(
    `type ${entity.name}${implementing(homes.map(({ name }) => name))} ${directives}`,
    [
      ...keys.map((key) => (key === 'id' ? 'id: ID!' : 'code: String!')),
      ...entity.fields.flatMap((field) => {
        if (external.has(field)) return [printField(field, '@external')]
        if (field.overridden === subgraph) return [printField(field)]
        return field.owners.includes(subgraph) ? [printField(field, directivesOf(field))] : []
      }),
    ],
  )
}

const providing = ({ provides }: Field) =>
  provides ? `@provides(fields: "${selectionOf(provides)}")` : ''

function directivesOf({ owners, isSafe, isInaccessible, overridden, requires }: Field): string {
  return [
    (owners.length > 1 || isSafe) && '@shareable',
    isInaccessible && '@inaccessible',
    overridden !== undefined && `@override(from: "${subgraphName(overridden)}")`,
    requires && `@requires(fields: "${requiredOf(requires)}")`,
  ]
    .filter(Boolean)
    .join(' ')
}
