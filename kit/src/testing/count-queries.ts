import { PostgreSqlConnection } from '@mikro-orm/postgresql'

type Execute = (this: unknown, ...args: unknown[]) => unknown

/** What `work` gives, and how many statements this process has sent to Postgres meanwhile. */
export async function countQueries<T>(work: () => Promise<T>): Promise<[T, number]> {
  const connection = PostgreSqlConnection.prototype as unknown as { execute: Execute }
  const { execute } = connection
  let count = 0
  connection.execute = function counted(...args) {
    count++
    return Reflect.apply(execute, this, args)
  }
  try {
    return [await work(), count]
  } finally {
    connection.execute = execute
  }
}
