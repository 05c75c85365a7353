import pg from 'pg'
import { expect, test } from 'vitest'
import { subgraphs } from '@weft/platform/services'
import { startAllApart } from '../harness/platform.ts'
import type { PlatformUnderTest } from '../harness/platform.ts'

const apiKey = 'sk-recognisable-0123456789'
const shapes = [apiKey, btoa(apiKey), Buffer.from(apiKey).toString('hex'), 'recognisable']
const url = 'https://api.example.com/v1'
const endpoint = { url, modelName: 'large', apiKey }

const everything = /* GraphQL */ `
  fragment Everything on Model {
    id
    ref
    description
    kind
    endpoint {
      url
      modelName
    }
    artifact {
      revision
    }
    spec {
      architecture
    }
    prompt {
      systemPrompt
    }
    tags
    customFields
    createdBy
    history(first: 100) {
      nodes {
        number
        action
        before
        after
      }
    }
  }
`
const register = /* GraphQL */ `
  mutation ($input: RegisterModelInput!) {
    registerModel(input: $input) {
      __typename
      ... on Model {
        ...Everything
      }
      ... on Error {
        message
      }
      ... on ValidationError {
        problems {
          path
          message
        }
      }
    }
  }
  ${everything}
`
const update = /* GraphQL */ `
  mutation ($input: UpdateModelInput!) {
    updateModel(input: $input) {
      __typename
      ... on Model {
        ...Everything
      }
      ... on ValidationError {
        problems {
          path
          message
        }
      }
    }
  }
  ${everything}
`
const readAll = /* GraphQL */ `
  query ($id: ID!, $asOf: DateTime!) {
    now: model(by: { id: $id }) {
      ...Everything
    }
    then: model(by: { ref: "acme/far@1" }, asOf: $asOf) {
      ...Everything
    }
    models {
      nodes {
        ...Everything
      }
    }
    node(id: $id) {
      ... on Model {
        ...Everything
      }
    }
    auditLog(first: 100) {
      nodes {
        operation
        namespaces
        ids
        outcome
        requestId
      }
    }
  }
  ${everything}
`
const changed = /* GraphQL */ `
  subscription {
    modelsChanged(after: "MA") {
      cursor
      model {
        ...Everything
      }
    }
  }
  ${everything}
`
const updated = /* GraphQL */ `
  subscription ($id: ID!) {
    modelUpdated(id: $id) {
      ...Everything
    }
  }
  ${everything}
`

/** Sends to the front door; of a stream, the first of the results. */
async function ask(
  platform: PlatformUnderTest,
  body: { query: string; variables?: object },
  token = platform.token,
): Promise<string> {
  const isStream = body.query.includes('subscription')
  const response = await fetch(`${platform.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...(isStream && { accept: 'text/event-stream' }),
    },
    body: JSON.stringify(body),
  })
  if (!isStream) return response.text()
  let text = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    if (text.includes('"data"')) break
  }
  return text
}

async function rowsOf(databaseUrl: string): Promise<string[]> {
  const database = new pg.Client(databaseUrl)
  await database.connect()
  try {
    const tables = await database.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    )
    const all: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await database.query<{ row: string }>(
        `select t::text as row from "${name}" t`,
      )
      all.push(...rows.map(({ row }) => `${name}: ${row}`))
    }
    return all
  } finally {
    await database.end()
  }
}

test('the API key of an external model stands in no answer, no row and no log', async () => {
  const platform = await startAllApart({ logLevel: 'debug' })
  const answers: string[] = []
  const send = async (query: string, variables: object = {}, token?: string) => {
    const answer = await ask(platform, { query, variables }, token)
    answers.push(answer)
    return answer
  }
  const inputWith = (given: object) => ({
    input: { namespace: 'acme', name: 'far', version: '1', source: { endpoint: given } },
  })
  await send('mutation { createNamespace(input: { name: "acme" }) { __typename } }')
  const registered = await send(register, inputWith(endpoint))
  const { id } = (JSON.parse(registered) as { data: { registerModel: { id: string } } }).data
    .registerModel
  expect(id).toMatch(/^model_/)

  const viewer = await platform.tokenFor({
    subject: 'oidc:ada',
    grants: [{ namespace: 'acme', role: 'VIEWER' }],
  })
  const { modelName } = endpoint
  const literal = `endpoint: { url: "${url}", modelName: "large", apiKey: "${apiKey}"`
  const change = (given: unknown) => send(update, { input: { id, endpoint: given } })
  await send(register, inputWith(endpoint)) // a conflict
  await send(register, inputWith(endpoint), viewer) // forbidden
  await send(register, inputWith({ ...endpoint, url: 'ftp://example.com' }))
  await send(register, inputWith({ ...endpoint, apiKey: `${apiKey} ` }))
  await send(register, inputWith({ modelName, apiKey }))
  await send(register, inputWith({ url, modelName, apikey: apiKey }))
  await send(register, inputWith({ url, modelName, apiKey: [apiKey] }))
  await send(register, { input: { source: { endpoint, files: {} } } })
  await send(
    `mutation { registerModel(input: { namespace: "acme", name: "near", source: { ${literal} } } }) { __typename } }`,
  )
  await send(
    `mutation { updateModel(input: { id: "${id}", ${literal}, more: 1 } }) { __typename } }`,
  )
  await send(
    `mutation { updateModel(input: { id: "${id}", endpoint: { url: "${url}", modelName: "large", apiKey: ["${apiKey}"] } }) { __typename } }`,
  )
  await change({ ...endpoint, modelName: 'larger' })
  await change({ url: 'https://other.example.com/v1', modelName })
  await change({ url, modelName: 'largest' })
  await change({ url, modelName, apiKey: null })
  await change({ ...endpoint, url: 'https://other.example.com/v1' })
  await send(changed)
  await send(updated, { id })
  await send(readAll, { id, asOf: new Date().toISOString() })
  await send('mutation ($id: ID!) { deleteModel(id: $id) { __typename } }', { id })

  const rows = (
    await Promise.all(subgraphs.map((name) => rowsOf(platform.settings.databaseUrlOf(name))))
  ).flat()
  expect(answers.filter((answer) => shapes.some((shape) => answer.includes(shape)))).toEqual([])
  expect(rows.filter((row) => shapes.some((shape) => row.includes(shape)))).toEqual([])
  expect(
    platform
      .logged()
      .split('\n')
      .filter((line) => shapes.some((shape) => line.includes(shape))),
  ).toEqual([])

  expect(answers.at(-2)).toContain('apiKeySetAt') // what was looked through is not nothing
  expect(rows.join('\n')).toMatch(/^model: .*tests\./m)
  expect(platform.logged()).toContain('/graphql')
})
