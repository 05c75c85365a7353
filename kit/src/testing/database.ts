import { randomUUID } from 'node:crypto'
import pg from 'pg'

const adminUrl = () => {
  const url = process.env.TEST_DATABASE_URL
  if (!url)
    throw new Error('TEST_DATABASE_URL names no Postgres; `npm test` starts one and sets it.')
  return url
}

const urlOf = (database: string) => Object.assign(new URL(adminUrl()), { pathname: database }).href

/**
 * A database of its own, copied from a template that `migrate` makes once for all test files of that `name`.
 */
export async function createDatabase(
  name: string,
  migrate: (url: string) => Promise<unknown>,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const template = `template_${name}`
  const copy = `test_${name}_${randomUUID().replaceAll('-', '')}`
  await withAdmin(async (admin) => {
    await admin.query(`select pg_advisory_lock(hashtext($1))`, [template])
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template])
    if (!rowCount) {
      await admin.query(`create database ${template}_new`)
      await migrate(urlOf(`${template}_new`))
      await admin.query(`alter database ${template}_new rename to ${template}`)
    }
    await admin.query(`create database ${copy} template ${template}`)
  })
  return {
    url: urlOf(copy),
    drop: () =>
      withAdmin(async (admin) => void (await admin.query(`drop database ${copy} with (force)`))),
  }
}

async function withAdmin(work: (admin: pg.Client) => Promise<void>) {
  const admin = new pg.Client(adminUrl())
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
