import { viewerWith } from '@weft/kit/testing/subgraph'
import { expect, test } from 'vitest'
import { configWith, keywords, regex, saveConfig, startGuardrails } from './harness.ts'

const read = /* GraphQL */ `
  query Read($ref: String!) {
    guardrailConfig(by: { ref: $ref }) {
      ref
      namespace {
        name
      }
      description
      refusal
      inputRails {
        kind
        name
        action
        parameters
      }
      createdBy
    }
  }
`

test('a saved config is read back, by reference and with every default filled in', async () => {
  const guardrails = await startGuardrails()
  await configWith(guardrails, [regex(String.raw`\d{3}`), { ...keywords('bomb'), action: 'FLAG' }])
  const { data, errors } = await guardrails.execute(read, { ref: 'default/safe' })
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    guardrailConfig: {
      ref: 'default/safe@1',
      namespace: { name: 'default' },
      description: null,
      refusal: "I can't help with that.",
      inputRails: [
        {
          kind: 'REGEX',
          name: 'regex-1',
          action: 'BLOCK',
          parameters: { patterns: [String.raw`\d{3}`], caseSensitive: false },
        },
        {
          kind: 'KEYWORDS',
          name: 'keywords-2',
          action: 'FLAG',
          parameters: { keywords: ['bomb'], caseSensitive: false },
        },
      ],
      createdBy: 'admin@tests',
    },
  })
})

test('saves of one name that come at once make versions 1 to 8, and old ones stay as they are', async () => {
  const guardrails = await startGuardrails()
  const saved = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      configWith(guardrails, [keywords('a')], { refusal: `No ${index}.` }),
    ),
  )
  expect(saved.map(({ version }) => version).sort((a, b) => a - b)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8,
  ])
  const { data } = await guardrails.execute(
    '{ one: guardrailConfig(by: { ref: "default/safe@1" }) { version } newest: guardrailConfig(by: { ref: "default/safe" }) { version } none: guardrailConfig(by: { ref: "default/safe@9" }) { version } }',
  )
  expect(data).toEqual({ one: { version: 1 }, newest: { version: 8 }, none: null })
})

test('a save that is sent again, even many times at once, makes one version', async () => {
  const guardrails = await startGuardrails()
  const save = (name: string) =>
    saveConfig(guardrails, { name, inputRails: [keywords('rude')], clientRequestId: 'one' })
  const made = await Promise.all(Array.from({ length: 8 }, () => save('safe')))
  const [first] = made
  expect(first!.data!.saveGuardrailConfig).toMatchObject({ ref: 'default/safe@1' })
  for (const { data } of made) expect(data).toEqual(first!.data)
  expect((await save('other')).data).toEqual(first!.data)
})

test('what is wrong with the rails is said with its path', async () => {
  const guardrails = await startGuardrails()
  const { data } = await saveConfig(guardrails, {
    refusal: ' ',
    inputRails: [
      { ...regex('a', '(?=a)', '(a{100}b{100}){9}|[a-c]{200}d{60}', ''), name: '[x]' },
      { kind: 'KEYWORDS', parameters: { keywords: [], caseSensitiv: true } },
    ],
  })
  expect(data).toEqual({
    saveGuardrailConfig: {
      __typename: 'ValidationError',
      problems: [
        { path: 'input.refusal', message: 'is empty' },
        {
          path: 'input.inputRails.0.parameters.patterns.1',
          message:
            'is no RE2 pattern: error parsing regexp: invalid or unsupported Perl syntax: `(?=`',
        },
        {
          path: 'input.inputRails.0.parameters.patterns.2',
          message: 'is too large: 2081 instructions; 2000 are allowed, so use smaller repetitions',
        },
        { path: 'input.inputRails.0.parameters.patterns.3', message: 'is empty' },
        { path: 'input.inputRails.1.parameters.keywords', message: 'needs a keyword at least' },
        { path: 'input.inputRails.1.parameters', message: 'Unrecognized key: "caseSensitiv"' },
      ],
    },
  })
})

const many = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`)
const named = (name: string) => ({ ...keywords('a'), name })

test.for([
  ['no rail', [], 'input.inputRails: needs a rail at least'],
  [
    'a name with brackets',
    [named('[x]')],
    'input.inputRails.0.name: `[x]` is not a name: use letters, digits and ` ._-`, 1 to 96 of them',
  ],
  ['a name twice', [named('x'), named('x')], 'input.inputRails.1.name: `x` names two rails'],
  [
    'too many keywords',
    [keywords(...many(1_001))],
    'input.inputRails.0.parameters.keywords: has more than 1,000 keywords',
  ],
  [
    'too many patterns',
    [regex(...many(101))],
    'input.inputRails.0.parameters.patterns: has more than 100 patterns',
  ],
] as const)('%s is refused', async ([, inputRails, message]) => {
  const { data } = await saveConfig(await startGuardrails(), { inputRails })
  const { problems = [] } = data!.saveGuardrailConfig
  expect(problems.map((problem) => `${problem.path}: ${problem.message}`)).toEqual([message])
})

test('a namespace that does not exist takes no config', async () => {
  const { data } = await saveConfig(await startGuardrails(), {
    namespace: 'nowhere',
    inputRails: [keywords('a')],
  })
  expect(data).toEqual({
    saveGuardrailConfig: { __typename: 'NotFoundError', message: 'No namespace `nowhere`.' },
  })
})

test('nobody, others, viewers and editors get what is theirs', async () => {
  const guardrails = await startGuardrails()
  const rails = { inputRails: [keywords('a')] }
  const nobody = await fetch(`${guardrails.url}/graphql`, { method: 'POST' })
  expect(nobody.status).toBe(401)

  const other = viewerWith('ADMIN', 'other')
  expect((await saveConfig(guardrails, rails, other)).data).toEqual({
    saveGuardrailConfig: { __typename: 'NotFoundError', message: 'No namespace `default`.' },
  })
  const viewer = viewerWith('VIEWER', 'default')
  const refused = await saveConfig(guardrails, rails, viewer)
  expect(refused.errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' })
  const editor = viewerWith('EDITOR', 'default')
  expect((await saveConfig(guardrails, rails, editor)).data?.saveGuardrailConfig.version).toBe(1)

  const list =
    '{ guardrailConfig(by: { ref: "default/safe" }) { ref } guardrailConfigs { totalCount nodes { ref } } }'
  expect((await guardrails.execute(list, {}, viewer)).data).toEqual({
    guardrailConfig: { ref: 'default/safe@1' },
    guardrailConfigs: { totalCount: 1, nodes: [{ ref: 'default/safe@1' }] },
  })
  expect((await guardrails.execute(list, {}, other)).data).toEqual({
    guardrailConfig: null,
    guardrailConfigs: { totalCount: 0, nodes: [] },
  })
})
