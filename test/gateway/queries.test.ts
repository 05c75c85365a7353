import { expect, test } from 'vitest'
import { admin, startFederation } from './federation.ts'

test('a query has fields of three subgraphs', async () => {
  const { execute } = await startFederation()
  expect(await execute('{ runs { name model { title maker { name } } } }')).toEqual({
    status: 200,
    data: {
      runs: ['1', '2'].map((id) => ({
        name: `run ${id}`,
        model: { title: `model of-${id}`, maker: { name: 'the ada' } },
      })),
    },
  })
})

test('a mutation goes on into other subgraphs', async () => {
  const { execute } = await startFederation()
  expect(await execute('mutation { stopRun(id: "7") { model { title } } }')).toEqual({
    status: 200,
    data: { stopRun: { model: { title: 'model of-7' } } },
  })
})

test('a subgraph that is down leaves its part empty, and says where', async () => {
  const { execute, stop } = await startFederation()
  await stop('models')
  expect(await execute('{ runs { name model { title } } models { title } }')).toEqual({
    status: 200,
    data: null,
    errors: expect.arrayContaining([
      {
        message: '`models` does not answer now.',
        path: ['models'],
        extensions: { code: 'UPSTREAM_UNAVAILABLE', service: 'models' },
      },
    ]),
  })
  expect(await execute('{ runs { name model { title } } }')).toEqual({
    status: 200,
    data: { runs: ['1', '2'].map((id) => ({ name: `run ${id}`, model: null })) },
    errors: [0, 1].map((index) => ({
      message: '`models` does not answer now.',
      path: ['runs', index, 'model'],
      extensions: { code: 'UPSTREAM_UNAVAILABLE', service: 'models' },
    })),
  })
})

test('a subgraph that says nothing for too long is given up', async () => {
  const { execute } = await startFederation({ timeoutSeconds: 1 })
  expect(await execute('{ slow model: models { title } }')).toEqual({
    status: 200,
    data: { slow: null, model: [{ title: 'model of-1' }] },
    errors: [
      {
        message: '`runs` does not answer now.',
        path: ['slow'],
        extensions: { code: 'UPSTREAM_UNAVAILABLE', service: 'runs' },
      },
    ],
  })
})

test('what one may not see is null, without a word', async () => {
  const { execute } = await startFederation()
  expect(await execute('{ run(id: "hidden") { name model { title } } }')).toEqual({
    status: 200,
    data: { run: { name: 'run hidden', model: null } },
  })
})

test('an error of a subgraph keeps its message, code and path', async () => {
  const { execute } = await startFederation()
  expect(await execute('{ secret }')).toEqual({
    status: 200,
    data: { secret: null },
    errors: [
      {
        message: 'There is no secret to tell.',
        path: ['secret'],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ],
  })
})

test('what went wrong inside is not told', async () => {
  const { execute } = await startFederation()
  const answer = await execute('{ oops run(id: "1") { model { rights } } }')
  const masked = {
    message: 'Something went wrong on our side. The log has it under this request id.',
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  }
  expect(answer).toEqual({
    status: 200,
    data: { oops: null, run: { model: { rights: null } } },
    errors: [
      { ...masked, path: ['oops'] },
      { ...masked, path: ['run', 'model', 'rights'] },
    ],
  })
})

test('the request id reaches the subgraphs', async () => {
  const { execute } = await startFederation()
  const { data } = await execute('{ whoAsks { subject requestId } }', {
    headers: { 'x-request-id': 'request-42' },
  })
  expect(data).toEqual({ whoAsks: { subject: 'admin', requestId: 'request-42' } })
})

test('an input that takes one field of several is shown and checked as such', async () => {
  const { execute } = await startFederation()
  expect((await execute('{ __type(name: "Choice") { isOneOf } }')).data).toEqual({
    __type: { isOneOf: true },
  })
  expect((await execute('{ by(choice: { id: "1" }) }')).data).toEqual({ by: 'id' })
  expect(await execute('{ by(choice: { id: "1", name: "a" }) }')).toMatchObject({
    status: 400,
    errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
  })
  const variables = { choice: { id: '1', name: 'a' } }
  expect(
    await execute('query ($choice: Choice!) { by(choice: $choice) }', { variables }),
  ).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
})

test.each([
  ['more tokens than anyone writes', `{ ${'a '.repeat(10_001)} }`, 400],
  ['a body beyond 4 MB', `{ __typename } # ${'x'.repeat(5_000_000)}`, 413],
])('%s is refused', async (_, query, status) => {
  const { execute } = await startFederation()
  expect((await execute(query)).status).toBe(status)
})

test('fragments that multiply beyond measure are refused before they are validated', async () => {
  const { execute } = await startFederation()
  const levels = Array.from({ length: 25 }, (_, level) => {
    const spread = `...L${level + 1} `
    return `fragment L${level} on Query { ${spread.repeat(2)} }`
  })
  const answer = await execute(`{ ...L0 } ${levels.join(' ')} fragment L25 on Query { __typename }`)
  expect(answer).toMatchObject({
    status: 400,
    errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
  })
})

test('several operations in one request are not taken', async () => {
  const { url } = await startFederation()
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: admin },
    body: JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]),
  })
  expect(response.status).toBe(400)
})
