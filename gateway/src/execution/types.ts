import { isAbstractType, isInterfaceType, isObjectType } from 'graphql'
import type { GraphQLSchema } from 'graphql'

/** Whether a thing that says it is of `typename` is also of the type `condition`. */
export type IsOfType = (typename: unknown, condition: string) => boolean

export function createIsOfType(schema: GraphQLSchema): IsOfType {
  return (typename, condition) => {
    if (typename === condition) return true
    if (typeof typename !== 'string') return false
    const [type, abstract] = [schema.getType(typename), schema.getType(condition)]
    return (
      isAbstractType(abstract) &&
      (isObjectType(type) || isInterfaceType(type)) &&
      schema.isSubType(abstract, type)
    )
  }
}
