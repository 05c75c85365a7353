import pg from 'pg'

/** Makes the databases that are not there yet. `url` names an administrator. */
export async function createDatabases(url: string, names: string[]): Promise<void> {
  const admin = new pg.Client(url)
  await admin.connect()
  try {
    const { rows } = await admin.query<{ datname: string }>('select datname from pg_database')
    const existing = rows.map(({ datname }) => datname)
    for (const name of names.filter((wanted) => !existing.includes(wanted)))
      await admin.query(`create database ${pg.escapeIdentifier(name)}`)
  } finally {
    await admin.end()
  }
}
