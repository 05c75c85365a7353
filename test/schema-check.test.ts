import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const program = fileURLToPath(new URL('../schema/check.ts', import.meta.url))
const released =
  'type Query { bird(id: ID!): Bird } type Bird { id: ID! name: String song: String }'
const operations = [
  { id: '1', name: 'FindBird', body: 'query FindBird { bird(id: "1") { name } }' },
  { id: '2', name: 'HearBird', body: 'query HearBird { bird(id: "1") { song } }' },
]

/** What the check says of a schema, and whether it lets it pass. */
async function check(schema: string, ...flags: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'weft-schema-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const write = async (name: string, text: string) => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  const given = {
    released: await write('released.graphql', released),
    schema: await write('schema.graphql', schema),
    operations: await write('operations.json', JSON.stringify({ operations })),
  }
  const paths = Object.entries(given).flatMap(([name, file]) => [`--${name}`, file])
  return new Promise<{ said: string; passes: boolean }>((resolve) => {
    execFile(process.execPath, [program, ...paths, ...flags], (error, said) =>
      resolve({ said, passes: !error }),
    )
  })
}

test('a schema that grows passes', async () => {
  const grown = released.replace('song: String', 'song: String wings: Int!')
  expect(await check(grown)).toEqual({
    passes: true,
    said: '0 breaking changes since the last release.\n0 recorded operations that do not work any more.\n',
  })
})

test('a breaking change is told with its place, and passes only when it is meant', async () => {
  const stricter = released.replace('bird(id: ID!)', 'bird(id: ID!, kind: String!)')
  const used = { ...(await check(stricter)) }
  expect(used.passes).toBe(false)
  expect(used.said).toContain('1 breaking changes since the last release:\n  Query.bird.kind: ')

  const unused = released.replace('id: ID! name', 'name')
  expect((await check(unused)).passes).toBe(false)
  expect((await check(unused, '--allow-breaking')).passes).toBe(true)
})

test('what breaks a client is told by the name of its operation, and never passes', async () => {
  const { said, passes } = await check(released.replace('song: String', ''), '--allow-breaking')
  expect(passes).toBe(false)
  expect(said).toContain('1 recorded operations that do not work any more:\n  HearBird: ')
  expect(said).not.toContain('FindBird')
})
