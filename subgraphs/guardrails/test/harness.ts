import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { bearerOf, canSee, verifyIdentity } from '@weft/kit/identity'
import { identitySecret, startSubgraphUnderTest } from '@weft/kit/testing/subgraph'
import type { SubgraphUnderTest } from '@weft/kit/testing/subgraph'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { connectDatabase } from '@weft/kit/database'
import { databaseOf } from '#mikro-orm.config.ts'
import { startServer } from '#server.ts'

const namespaces = ['default', 'other']
/** The models of the graph, by the namespace each is in. */
export const models = {
  tiny: 'model_01h455vb4pex5vsknk084sn02q',
  foreign: 'model_01h455vb4pex5vsknk084sn02r',
  adapter: 'model_01h455vb4pex5vsknk084sn02s',
}
const namespaceOf: Record<string, string> = {
  [models.tiny]: 'default',
  [models.foreign]: 'other',
  [models.adapter]: 'default',
}

const Question = z.object({
  query: z.string(),
  variables: z.object({ id: z.string().optional(), name: z.string().optional() }),
})

/** Answers what guardrails asks the graph, to each caller as the graph would. */
async function startGraph(): Promise<string> {
  const server = createServer((request, response) => {
    void (async () => {
      const token = bearerOf(request.headers.authorization) ?? ''
      const viewer = await verifyIdentity(identitySecret, token, 'gateway')
      const { query, variables } = Question.parse(await json(request))
      const namespace = query.includes('NamespaceByName')
        ? namespaces.find((name) => name === variables.name)
        : namespaceOf[variables.id ?? '']
      const seen = viewer && namespace && canSee(viewer, namespace) ? { name: namespace } : null
      const data = query.includes('NamespaceByName')
        ? { namespace: seen }
        : { model: seen && { id: variables.id, namespace: seen } }
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }))
    })()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function startGuardrails(): Promise<SubgraphUnderTest> {
  return startSubgraphUnderTest({
    name: 'guardrails',
    migrate: async (url) => (await connectDatabase(databaseOf(url))).close(),
    start: startServer,
    gatewayUrl: await startGraph(),
  })
}

const save = /* GraphQL */ `
  mutation Save($input: SaveGuardrailConfigInput!) {
    saveGuardrailConfig(input: $input) {
      __typename
      ... on GuardrailConfig {
        id
        ref
        version
      }
      ... on NotFoundError {
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
`

type Saved = {
  saveGuardrailConfig: {
    __typename: string
    id: string
    ref: string
    version: number
    problems?: { path: string; message: string }[]
  }
}
type Guardrails = Pick<SubgraphUnderTest, 'execute'>

export const saveConfig = (
  { execute }: Guardrails,
  input: object,
  viewer?: Parameters<SubgraphUnderTest['execute']>[2],
) =>
  execute<Saved, object>(save, { input: { namespace: 'default', name: 'safe', ...input } }, viewer)

/** A saved config with these rails. */
export async function configWith(guardrails: Guardrails, rails: object[], fields: object = {}) {
  const { data } = await saveConfig(guardrails, { inputRails: rails, ...fields })
  return data!.saveGuardrailConfig
}

export const keywords = (...words: string[]) => ({
  kind: 'KEYWORDS',
  parameters: { keywords: words },
})
export const regex = (...patterns: string[]) => ({ kind: 'REGEX', parameters: { patterns } })

const check = /* GraphQL */ `
  mutation Check($input: CheckMessagesInput!) {
    checkMessages(input: $input) {
      __typename
      ... on GuardrailVerdict {
        id
        outcome
        config {
          ref
        }
        model {
          id
        }
        checkedBy
        rails {
          rail
          outcome
          reason
          spans {
            message
            start
            end
            label
          }
        }
        messages {
          role
          content
        }
      }
      ... on Error {
        message
      }
    }
  }
`

type Checked = { checkMessages: Record<string, unknown> & { id: string } }

export const checkText = (
  { execute }: Guardrails,
  by: object,
  contents: string[],
  viewer?: Parameters<SubgraphUnderTest['execute']>[2],
) =>
  execute<Checked, object>(
    check,
    { input: { by, messages: contents.map((content) => ({ role: 'user', content })) } },
    viewer,
  )

const guard = /* GraphQL */ `
  mutation Guard($input: GuardModelInput!) {
    guardModel(input: $input) {
      __typename
      ... on Model {
        id
        guardrails {
          ref
        }
      }
      ... on NotFoundError {
        message
      }
    }
  }
`

export const guardModel = (
  { execute }: Guardrails,
  input: { modelId: string; configId?: string },
  viewer?: Parameters<SubgraphUnderTest['execute']>[2],
) => execute(guard, { input }, viewer)
