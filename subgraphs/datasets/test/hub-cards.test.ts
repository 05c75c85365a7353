import { expect, test } from 'vitest'
import { commitTexts } from './harness.ts'
import { startHub } from './hub.ts'

test('a repository tells what its card says at its head', async () => {
  const hub = await startHub()
  const api = `/api/models/${hub.ref}`
  const told = async (readme: string) => {
    await commitTexts(hub, hub.id, { 'README.md': readme })
    const { cardData, pipeline_tag, library_name, tags } = (await hub.call('GET', api)).body
    return { cardData, pipeline_tag, library_name, tags }
  }
  const card = { tags: ['birds'], pipeline_tag: 'text-generation', library_name: 'peft', own: [1] }
  expect(await told(`---\n${JSON.stringify(card)}\n---\n# Hi`)).toEqual({
    cardData: card,
    pipeline_tag: 'text-generation',
    library_name: 'peft',
    tags: ['birds'],
  })
  for (const nothing of ['# Hi', '---\ntags: [a\n---\n', '---\n- a\n---\n'])
    expect(await told(nothing)).toEqual({ tags: [] })
  const odd = { license: 'mit', tags: 'birds', pipeline_tag: [1] }
  expect(await told(`---\n${JSON.stringify(odd)}\n---\n`)).toEqual({ cardData: odd, tags: [] })
})

test('the head of a README is YAML, or the client is told what is wrong with it', async () => {
  const hub = await startHub()
  const check = (content: string) =>
    hub.call('POST', '/api/validate-yaml', { content, repoType: 'model' })
  expect((await check('---\nlicense: mit\n---\n# Hi')).body).toEqual({ errors: [], warnings: [] })
  const wrong = await check('---\ntags: [a\n---\n')
  expect([wrong.status, wrong.body]).toMatchObject([400, { errors: [{}] }])
})

test('metadata that are made to take long are refused at once', async () => {
  const { call } = await startHub()
  const check = async (head: string) => {
    const content = `---\n${head}\n---\n`
    const { status, body } = await call('POST', '/api/validate-yaml', { content })
    return [status, (body as unknown as { errors: { message: string }[] }).errors[0]?.message]
  }
  const keys = Array.from({ length: 50_000 }, (_, index) => `k${index}:`).join('\n')
  expect(await check(keys)).toEqual([200, undefined])
  expect(await check(`tags: [${'1,'.repeat(500_000)}]`)).toEqual([
    400,
    expect.stringContaining('parts'),
  ])
  expect(await check('a: 1\na: 2')).toEqual([400, expect.stringContaining('duplicated')])
  expect(await check('['.repeat(1_000))).toEqual([400, expect.stringContaining('nesting')])
  expect(await check(`a: ${'x'.repeat(2 ** 20)}`)).toEqual([400, expect.stringContaining('1 MiB')])
  expect(await check('tags: &a [*a]')).toEqual([400, expect.stringContaining('aliases')])
  const tenfold = (name: string, of: string) => `${name}: &${name} [${Array(10).fill(of).join()}]`
  const laughs = [
    tenfold('a', 'x'),
    ...'bcdefg'.split('').map((name, index) => tenfold(name, `*${'abcdef'[index]}`)),
  ]
  expect(await check(laughs.join('\n'))).toEqual([400, expect.stringContaining('aliases')])
  const long = `a: &a ${'x'.repeat(10_000)}\nb: [${Array(1_000).fill('*a').join()}]`
  expect(await check(long)).toEqual([400, expect.stringContaining('aliases')])
})

test('of many things that are wrong with a card the first hundred are told', async () => {
  const { call } = await startHub()
  const content = `---\nconfigs: [${'{},'.repeat(20_000)}]\n---\n`
  const { status, body } = await call('POST', '/api/validate-yaml', { content })
  expect([status, body.errors]).toEqual([400, expect.objectContaining({ length: 100 })])
})

test('who validates a card needs no token, and is told of the card alone', async () => {
  const { publicUrl } = await startHub()
  const answer = await fetch(`${publicUrl}/api/validate-yaml`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ content: '---\nlicense: mit\n---\n', repoType: 'model' }),
  })
  expect([answer.status, await answer.json()]).toEqual([200, { errors: [], warnings: [] }])
})

test('the metadata of a card have the shape that readers expect', async () => {
  const hub = await startHub()
  const check = async (head: string) => {
    const content = `---\n${head}\n---\n# Hi`
    const { status, body } = await hub.call('POST', '/api/validate-yaml', { content })
    return [status, body.errors, body.warnings]
  }
  const good = [
    'license: [mit, apache-2.0]',
    'language: en',
    'tags: [birds]',
    'configs: [{ config_name: default, data_files: [{ split: train, path: data/* }] }]',
    'model-index: [{ name: m, results: [{ task: { type: qa }, dataset: { name: d, type: d }, metrics: [{ type: f1, value: 0.9 }] }] }]',
    'something: { of: [our, own] }',
  ]
  expect(await check(good.join('\n'))).toEqual([200, [], []])
  expect(await check('')).toEqual([200, [], [{ message: expect.any(String) as string }]])
  for (const [bad, field] of [
    ['tags: birds', '`tags`'],
    ['license: { name: mit }', '`license`'],
    ['model-index: [{ name: m }]', '`model-index.0.results`'],
    ['- a list', 'The metadata'],
  ] as const)
    expect(await check(bad)).toMatchObject([
      400,
      [{ message: expect.stringContaining(field) as string }],
      [],
    ])
})
