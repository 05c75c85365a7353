import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { checkText, configWith, keywords, regex, startGuardrails } from './harness.ts'

test('rails run in order: flags and masks go on, the first that blocks ends the check', async () => {
  const guardrails = await startGuardrails()
  const { id: configId } = await configWith(guardrails, [
    { ...keywords('secret'), name: 'talk', action: 'FLAG' },
    { ...regex(String.raw`\b\d{3}-\d{4}\b`), name: 'phone', action: 'MASK' },
    { ...keywords('phone', '4567', 'bomb'), name: 'danger' },
    { ...keywords('never reached'), name: 'last' },
  ])

  const passed = await checkText(guardrails, { configId }, ['😀 a Secret: 123-4567!', 'hello'])
  expect(passed.data?.checkMessages).toEqual({
    __typename: 'GuardrailVerdict',
    id: expect.stringMatching(/^guardrail_verdict_/),
    outcome: 'MASKED',
    config: { ref: 'default/safe@1' },
    model: null,
    checkedBy: 'admin@tests',
    rails: [
      {
        rail: 'talk',
        outcome: 'PASSED',
        reason: '1 match of `secret`',
        spans: [{ message: 0, start: 5, end: 11, label: 'talk' }],
      },
      {
        rail: 'phone',
        outcome: 'MASKED',
        reason: String.raw`1 match of ` + '`' + String.raw`\b\d{3}-\d{4}\b` + '`',
        spans: [{ message: 0, start: 13, end: 21, label: 'phone' }],
      },
      { rail: 'danger', outcome: 'PASSED', reason: null, spans: [] },
      { rail: 'last', outcome: 'PASSED', reason: null, spans: [] },
    ],
    messages: [
      { role: 'user', content: '😀 a Secret: [phone]!' },
      { role: 'user', content: 'hello' },
    ],
  })

  const blocked = await checkText(guardrails, { configId }, ['x', '123-4567 and a BOMB'])
  expect(blocked.data?.checkMessages).toMatchObject({
    outcome: 'BLOCKED',
    messages: null,
    rails: [
      { rail: 'talk' },
      { rail: 'phone' },
      {
        rail: 'danger',
        outcome: 'BLOCKED',
        reason: '1 match of `bomb`',
        spans: [{ message: 1, start: 15, end: 19, label: 'danger' }],
      },
    ],
  })
})

test('masks that overlap become one', async () => {
  const guardrails = await startGuardrails()
  const { id: configId } = await configWith(guardrails, [
    { ...regex('abc', 'bcd', 'x'), name: 'm', action: 'MASK' },
  ])
  const { data } = await checkText(guardrails, { configId }, ['abcde xx'])
  expect(data?.checkMessages.messages).toEqual([{ role: 'user', content: '[m]e [m][m]' }])
})

test('keywords are whole words in any script, whatever their case, form and spacing', async () => {
  const guardrails = await startGuardrails()
  const { id: configId } = await configWith(guardrails, [
    { ...keywords('Ärger', 'c++', 'social security', 'ΟΔΟΣ', 'bomb'), name: 'k', action: 'MASK' },
  ])
  const { data } = await checkText(guardrails, { configId }, [
    'A\u0308RGER, Ärgern; C++; social\n  Security; οδος; bombs bomb_ 2bomb bomb',
  ])
  expect(data?.checkMessages.messages).toEqual([
    { role: 'user', content: '[k], Ärgern; [k]; [k]; [k]; bombs bomb_ 2bomb [k]' },
  ])
})

test('patterns tell cases apart only when they are told to', async () => {
  const guardrails = await startGuardrails()
  const { id: configId } = await configWith(guardrails, [
    {
      kind: 'REGEX',
      action: 'MASK',
      name: 'r',
      parameters: { patterns: ['key'], caseSensitive: true },
    },
  ])
  const { data } = await checkText(guardrails, { configId }, ['key KEY'])
  expect(data?.checkMessages.messages).toEqual([{ role: 'user', content: '[r] KEY' }])
})

test('patterns and keywords that would make others hang do not', async () => {
  const guardrails = await startGuardrails()
  const words = Array.from({ length: 1_000 }, (_, index) => `${'x'.repeat(index % 150)}${index}`)
  const { id: configId } = await configWith(guardrails, [regex('(a+)+$'), keywords(...words)])
  const startedAt = performance.now()
  const { data } = await checkText(guardrails, { configId }, [
    `${'a'.repeat(5e5)}!${'x'.repeat(5e5)}`,
  ])
  expect(data?.checkMessages.outcome).toBe('PASSED')
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})

test.for([
  [Array.from({ length: 1_001 }, () => ''), '1001 messages; 1000 are allowed'],
  [['é'.repeat(600_000)], '1200000 bytes; 1048576 are allowed'],
  [
    ['a'.repeat(200_000)],
    '200000 bytes are too much for the patterns of this config, which allow 99700',
  ],
] as const)('what is too much is refused, %#', async ([contents, message]) => {
  const guardrails = await startGuardrails()
  const { id: configId } = await configWith(guardrails, [regex('[a-c]{1000}q')])
  const { data } = await checkText(guardrails, { configId }, [...contents])
  expect(data?.checkMessages).toEqual({
    __typename: 'ValidationError',
    message: `input.messages: ${message}`,
  })
})

const verdicts = /* GraphQL */ `
  query Verdicts($filter: GuardrailVerdictFilter) {
    guardrailVerdicts(filter: $filter) {
      totalCount
      nodes {
        outcome
        checkedBy
        messages {
          content
        }
      }
    }
  }
`

test('verdicts are kept without contents, and found by what they were', async () => {
  const guardrails = await startGuardrails()
  const { id: configId } = await configWith(guardrails, [keywords('bomb')])
  await checkText(guardrails, { configId }, ['hello'])
  await checkText(guardrails, { configId }, ['a bomb'], viewerWith('EDITOR', 'default'))
  const [passed, blocked] = [
    { outcome: 'PASSED', checkedBy: 'admin@tests', messages: null },
    { outcome: 'BLOCKED', checkedBy: 'editor@tests', messages: null },
  ]
  const find = async (filter: object | null, viewer = viewerWith('VIEWER', 'default')) =>
    (await guardrails.execute(verdicts, { filter }, viewer)).data?.guardrailVerdicts
  expect(await find(null)).toEqual({ totalCount: 2, nodes: [blocked, passed] })
  expect(await find({ outcome: 'BLOCKED', configId })).toEqual({ totalCount: 1, nodes: [blocked] })
  expect(await find({ namespace: 'other' })).toEqual({ totalCount: 0, nodes: [] })
  expect(await find(null, viewerWith('ADMIN', 'other'))).toEqual({ totalCount: 0, nodes: [] })
})

test('checking needs to see the config, no more', async () => {
  const guardrails = await startGuardrails()
  const { id: configId } = await configWith(guardrails, [keywords('bomb')])
  const ask = async (viewer: ReturnType<typeof viewerWith>) =>
    (await checkText(guardrails, { configId }, ['hello'], viewer)).data?.checkMessages.__typename
  expect(await ask(viewerWith('VIEWER', 'default'))).toBe('GuardrailVerdict')
  expect(await ask(viewerWith('EDITOR', 'default'))).toBe('GuardrailVerdict')
  expect(await ask(viewerWith('ADMIN', 'other'))).toBe('NotFoundError')
})

test('configs and verdicts are found as nodes by who may see them', async () => {
  const guardrails = await startGuardrails()
  const { id: configId } = await configWith(guardrails, [keywords('bomb')])
  const checked = await checkText(guardrails, { configId }, ['hello'])
  const verdictId = checked.data!.checkMessages.id
  const nodes = /* GraphQL */ `
    query Nodes($nodes: [_Any!]!) {
      _entities(representations: $nodes) {
        ... on GuardrailConfig {
          ref
        }
        ... on GuardrailVerdict {
          config {
            ref
          }
        }
      }
    }
  `
  const find = async (viewer: ReturnType<typeof viewerWith>) => {
    const variables = {
      nodes: [
        { __typename: 'GuardrailConfig', id: configId },
        { __typename: 'GuardrailVerdict', id: verdictId },
      ],
    }
    return (await guardrails.execute(nodes, variables, viewer)).data?._entities
  }
  const ref = 'default/safe@1'
  expect(await find(viewerWith('VIEWER', 'default'))).toEqual([{ ref }, { config: { ref } }])
  expect(await find(viewerWith('ADMIN', 'other'))).toEqual([null, null])
})

test('a check that takes long keeps no other waiting', async () => {
  const guardrails = await startGuardrails()
  const slow = await configWith(guardrails, [regex('(?:[a-z]{1,100} ?){1,9}q?z$')])
  const quick = await configWith(guardrails, [keywords('bomb')])
  const ended: string[] = []
  const slowly = checkText(guardrails, { configId: slow.id }, ['ab'.repeat(25_000)]).then(
    (answer) => {
      ended.push('slow')
      return answer
    },
  )
  for (const text of ['one', 'two', 'three']) {
    await checkText(guardrails, { configId: quick.id }, [text])
    ended.push(text)
  }
  expect((await slowly).data?.checkMessages.outcome).toBe('PASSED')
  expect(ended).toEqual(['one', 'two', 'three', 'slow'])
})
