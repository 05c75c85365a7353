import { PostgreSqlConnection } from '@mikro-orm/postgresql'
import { vi } from 'vitest'

/** What `work` gives, and how many statements this process has sent to Postgres meanwhile. */
export async function countQueries<T>(work: () => Promise<T>): Promise<[T, number]> {
  const query = vi.spyOn(PostgreSqlConnection.prototype, 'execute')
  try {
    return [await work(), query.mock.calls.length]
  } finally {
    query.mockRestore()
  }
}
