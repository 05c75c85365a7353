import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const program = fileURLToPath(new URL('../schema/check.ts', import.meta.url))
const released =
  'type Query { bird(id: ID!): Bird } type Bird { id: ID! name: String song: String }'
const operations = [
  { id: '1', name: 'FindBird', body: 'query FindBird { bird(id: "1") { name } }' },
  { id: '2', name: 'HearBird', body: 'query HearBird { bird(id: "1") { song } }' },
]

type Files = Record<string, string>

/** What the check says of a schema, and whether it lets it pass. */
const check = (schema: string, ...flags: string[]) =>
  checkWith(schema, { 'operations.json': JSON.stringify({ operations }) }, flags)

/** The same, for what stands recorded in the files of a folder. */
async function checkWith(
  schema: string,
  files: Files,
  flags: string[] = [],
  operationsAt = 'recorded',
) {
  const folder = await mkdtemp(join(tmpdir(), 'weft-schema-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const write = async (name: string, text: string) => {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  const given = {
    released: await write('released.graphql', released),
    schema: await write('schema.graphql', schema),
    operations: join(folder, operationsAt),
  }
  for (const [name, text] of Object.entries(files)) await write(`recorded/${name}`, text)
  const paths = Object.entries(given).flatMap(([name, file]) => [`--${name}`, file])
  return new Promise<{ said: string; passes: boolean }>((resolve) => {
    execFile(process.execPath, [program, ...paths, ...flags], (error, out, err) =>
      resolve({ said: out + err, passes: !error }),
    )
  })
}

test('a schema that grows passes', async () => {
  const grown = released.replace('song: String', 'song: String wings: Int!')
  expect(await check(grown)).toEqual({
    passes: true,
    said: '0 breaking changes since the last release.\n0 faults in recorded operations.\n',
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
  expect(said).toContain('1 faults in recorded operations:\n  HearBird: ')
  expect(said).not.toContain('FindBird')
})

test('each fault is told by operation and client, whichever form they are recorded in', async () => {
  const without = 'type Query { bird(id: ID!): Bird } type Bird { id: ID! }'
  const { said } = await checkWith(without, {
    'apollo.json': JSON.stringify({
      operations: [
        { name: 'Listen', clientName: 'web', body: 'query Listen { bird(id: 1) { name song } }' },
      ],
    }),
    'relay.json': JSON.stringify({ d34db33f: '{ bird(id: 1) { song } }' }),
    'app/find.graphql': 'query Find { bird(id: 1) { ...Names } } query Well { bird(id: 1) { id } }',
    'app/names.gql': 'fragment Names on Bird { name }',
    'app/half.graphql': 'query {',
  })
  const lines = said.slice(said.indexOf('faults in')).split('\n').slice(1)
  expect(lines.filter(Boolean).map((line) => line.trim().split(': ')[0])).toEqual([
    'Listen (web)',
    'Listen (web)',
    'd34db33f',
    expect.stringMatching(/half\.graphql/),
    'Find',
  ])
})

test('a file that holds no operations is refused by its name', async () => {
  const { passes, said } = await checkWith(released, { 'apollo.json': '{"operations":[1]}' })
  expect(passes).toBe(false)
  expect(said).toContain('apollo.json is neither a manifest')
})

test('operations are named by a glob as well, and may use fragments that it finds', async () => {
  const files = {
    'app/find.graphql': 'query Find { bird(id: 1) { ...Names } }',
    'app/names.gql': 'fragment Names on Bird { name }',
    'other/lost.graphql': 'query Lost { bird(id: 1) { feathers } }',
  }
  const { said, passes } = await checkWith(released, files, [], 'recorded/app/**')
  expect(said).toContain('0 faults in recorded operations.')
  expect(passes).toBe(true)
  expect((await checkWith(released, files, [], 'recorded/**/*.graphql')).said).toContain('Lost: ')
})

test('a path that is not there is refused by its name, in one line', async () => {
  for (const path of ['recorded/none.json', 'recorded/*.txt']) {
    const { said, passes } = await checkWith(released, { 'a.graphql': '{ x }' }, [], path)
    expect(passes).toBe(false)
    expect(said).toMatch(
      /^\S*recorded\/(none\.json|\*\.txt) is neither a file nor a folder, and no glob .*\n$/,
    )
  }
})
