import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { bearerOf, signIdentity, verifyIdentity } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { identitySecret } from '@weft/kit/testing/subgraph'
import { onTestFinished } from 'vitest'

type Variables = Record<string, string> & { input: Record<string, string> }
export type Answers = Record<string, (variables: Variables, viewer: Viewer) => unknown>
export type Post = { path: string; body: string; status: number; answer: string }

/**
 * The front door as the subgraph and its workers see it: it answers the subgraph's own documents with what other
 * subgraphs would say, and hands the workers' reports on, as the gateway does.
 */
export type PlatformDouble = {
  url: string
  answers: Answers
  /** The operations that were asked, by name. */
  asked: { name: string; variables: Variables; viewer: Viewer }[]
  posts: Post[]
  /** Where the jobs subgraph is. */
  target: string
  /** Decides over a worker's report: it may be lost before it arrives, or its answer may be. */
  lose: () => 'nothing' | 'report' | 'answer'
}

export async function startPlatformDouble(): Promise<PlatformDouble> {
  const platform: PlatformDouble = {
    url: '',
    answers: { ...usual },
    asked: [],
    posts: [],
    target: '',
    lose: () => 'nothing',
  }
  const server = createServer((request, response) => {
    handle(platform, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  platform.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return platform
}

async function handle(
  platform: PlatformDouble,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const token = bearerOf(request.headers.authorization) ?? ''
  const viewer = await verifyIdentity(identitySecret, token, 'gateway')
  const body = await text(request)
  if (!viewer) return response.writeHead(401).end()
  if (request.url === '/graphql')
    return response.end(JSON.stringify(answer(platform, body, viewer)))
  return report(platform, { path: request.url!, body, viewer }, response)
}

function answer({ answers, asked }: PlatformDouble, body: string, viewer: Viewer) {
  const { query, variables } = JSON.parse(body) as { query: string; variables: Variables }
  const name = /(?:query|mutation) (\w+)/.exec(query)![1]!
  asked.push({ name, variables, viewer })
  const data = answers[name]!(variables, viewer)
  return data instanceof Error ? { errors: [{ message: data.message }] } : { data }
}

type Report = { path: string; body: string; viewer: Viewer }

async function report(
  platform: PlatformDouble,
  { path, body, viewer }: Report,
  response: ServerResponse,
) {
  const lost = platform.lose()
  if (lost === 'report') return response.destroy()
  const token = await signIdentity(identitySecret, viewer, { audience: 'jobs', seconds: 60 })
  const answered = await fetch(platform.target + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body,
  })
  const answer = await answered.text()
  platform.posts.push({ path, body, status: answered.status, answer })
  if (lost === 'answer') return response.destroy()
  return response.writeHead(answered.status).end(answer)
}

export const ids = {
  model: 'model_01kar3000000000000000000m1',
  dataset: 'dataset_01kar3000000000000000000d1',
  version: 'version_01kar3000000000000000000v1',
  repository: 'dataset_01kar3000000000000000000r1',
  adapter: 'model_01kar3000000000000000000a1',
}

export const model = {
  id: ids.model,
  ref: 'default/tinyworld@1',
  name: 'tinyworld',
  kind: 'BASE',
  spec: { contextLength: 128 },
  artifact: {
    repository: { id: 'dataset_01kar3000000000000000000b1', ref: 'default/tinyworld' },
    revision: 'b'.repeat(40),
    format: 'SAFETENSORS',
  },
}

export const version = {
  id: ids.version,
  commit: 'd'.repeat(40),
  splits: [
    { name: 'TRAINING', rowCount: 120, format: 'CHAT', files: [{ path: 'training/a.jsonl' }] },
  ],
  validation: { status: 'PASSED', problems: [] as { path: string; message: string }[] },
}

export const dataset = {
  id: ids.dataset,
  ref: 'default/atlas',
  name: 'atlas',
  kind: 'DATASET',
  version: version as typeof version | null,
}

/** What the platform says when all is well. */
const usual: Answers = {
  NamespaceQuotas: (_, { grants }) => ({
    namespaces: {
      nodes: grants.map(({ namespace }) => ({ name: namespace, quota: { runningJobs: null } })),
    },
  }),
  TrainingSources: ({ modelId, datasetId }) => ({
    model: modelId === ids.model ? model : null,
    dataset: datasetId === ids.dataset ? dataset : null,
  }),
  RemainingDataset: ({ id }) => ({ remainingDataset: { id } }),
  CreateOutputRepository: () => ({ createDataset: { __typename: 'Dataset', id: ids.repository } }),
  FindRepository: () => ({ dataset: { id: ids.repository, kind: 'MODEL' } }),
  FindVersion: ({ revision }) => ({ dataset: { version: { id: `version_of_${revision}` } } }),
  RegisterAdapter: () => ({ registerModel: { __typename: 'Model', id: ids.adapter } }),
  FindModel: () => ({ model: null }),
  DeployAdapter: () => ({ createDeployment: { __typename: 'Deployment', id: 'deployment_1' } }),
}
