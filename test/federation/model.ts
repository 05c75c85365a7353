/** A field, and the subgraphs that have it. */
export type Field = {
  name: string
  /** The named type beneath `wrap`. */
  type: string
  wrap: (type: string) => string
  hasArgument?: boolean
  /** Those that resolve it. With more than one it is `@shareable`. */
  owners: number[]
  /** Had it once, and lost it by `@override` to its owner. */
  overridden?: number
  /** What its owner must know of the entity: fields of others. */
  requires?: Required[]
  /** Fields of others that come along where its owner answers it. */
  provides?: Field[]
  /** Is in no answer, but subgraphs may need it. */
  isInaccessible?: boolean
  /** What others depend on must not fail: the undivided graph would not notice. */
  isSafe?: boolean
}

/** With which argument a field is required; null where it takes none, or its default. */
export type Required = { field: Field; n: number | null }

export type Key = 'id' | 'code'

export type Entity = {
  name: string
  /** How each subgraph that has it finds one. */
  keys: Map<number, Key[]>
  fields: Field[]
  interfaces: string[]
}

/** An interface that is whole in the subgraphs that have it, and in others an object with a key. */
export type Interface = {
  name: string
  members: Entity[]
  /** Where it is an interface, with the field that it has there. */
  homes: Map<number, Field>
  /** Where it is one object, with what that adds to it. */
  objects: Map<number, Field[]>
}

export type Union = { name: string; members: Entity[]; owner: number }

export type Model = {
  subgraphs: number[]
  entities: Entity[]
  interfaces: Interface[]
  unions: Union[]
  /** Root fields by their operation. */
  queries: Field[]
  mutations: Field[]
}
