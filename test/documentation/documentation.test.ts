import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const api = buildSchema(read('schema/api.graphql'))
const pages = ['README.md', ...globSync('{docs/**,clients/*}/*.md', { cwd: root })]

const examples = pages.flatMap((page) =>
  [...read(page).matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text], i) => ({
    page,
    number: i + 1,
    text: text!,
  })),
)

test.for(examples)('example $number in $page is an operation of the graph', ({ text }) => {
  expect(validate(api, parse(text)).map(({ message }) => message)).toEqual([])
})

const links = pages.flatMap((page) =>
  [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => ({ page, link: link! })),
)

test.for(links)('$page links to $link, which is there', ({ page, link }) => {
  expect(existsSync(join(root, dirname(page), link))).toBe(true)
})

test('every command that the documentation names is there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/npm run ([a-z0-9:-]+[a-z0-9])(?![:<a-z])/g)].map(([, name]) => name!),
  )
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})

const settings = [...read('docs/operations.md').matchAll(/`([A-Z][A-Z0-9_]{3,})`/g)].map(
  ([, name]) => name!,
)

test.for([...new Set(settings)])('setting %s is read somewhere', (name) => {
  const sources = globSync('{kit,gateway,platform,subgraphs/*}/src/**/*.ts', { cwd: root })
  expect(sources.some((path) => read(path).includes(name))).toBe(true)
})
