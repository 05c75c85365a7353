import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { bearerOf, canSee, verifyIdentity } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { identitySecret } from '@weft/kit/testing/subgraph'
import { onTestFinished } from 'vitest'
import { z } from 'zod'

const idOf = (last: string) => `model_01h455vb4pex5vsknk084sn02${last}`
const modelWith = (
  last: string,
  ref: string,
  base?: { id: string; ref: string } | null,
  format = base ? 'PEFT' : 'SAFETENSORS',
) => {
  const [, namespace, name] = /^(.*)\/(.*)@/.exec(ref)!
  return {
    id: idOf(last),
    ref,
    name: name!,
    kind: base ? 'ADAPTER' : 'BASE',
    namespace: { name: namespace! },
    baseModel: base ?? null,
    artifact: {
      revision: 'a'.repeat(40),
      format,
      repository: { id: `dataset_${name}`, ref: `${namespace}/${name}` },
    },
  }
}
const base = modelWith('a', 'default/tiny@1')

/** The models that the graph of the tests has. */
export const models = {
  base,
  newer: modelWith('b', 'default/tiny@2'),
  adapter: modelWith('c', 'default/pirate@1', base),
  broken: modelWith('d', 'default/broken@1', base),
  second: modelWith('e', 'default/sailor@1', base),
  foreignAdapter: modelWith('f', 'other/pirate@1', base),
  damaged: modelWith('g', 'default/damaged@1'),
  mute: modelWith('h', 'default/mute@1'),
  slow: modelWith('k', 'default/slow@1'),
  quantized: modelWith('m', 'default/quantized@1', null, 'GGUF'),
  external: {
    ...modelWith('n', 'default/elsewhere@1'),
    kind: 'EXTERNAL',
    artifact: null,
  },
  foreign: modelWith('j', 'other/tiny@1'),
}
const namespaces = ['default', 'other']

type Verdict = {
  outcome: 'PASSED' | 'MASKED' | 'BLOCKED'
  messages: { content: string }[] | null
}
/** What the guard of a model says of what is asked. */
export type Guard = (contents: string[]) => Verdict

export type GraphUnderTest = {
  url: string
  /** By the id of the model. */
  guards: Map<string, Guard>
  /** While set, no check is answered. */
  areGuardrailsDown: boolean
  /** Who asked for checks, and about which models. */
  checks: { viewer: Viewer; modelIds: string[] }[]
}

const Question = z.object({
  query: z.string(),
  variables: z.object({
    id: z.string().default(''),
    name: z.string().default(''),
    modelIds: z.array(z.string()).default([]),
    messages: z.array(z.object({ content: z.string() })).default([]),
  }),
})
type Variables = z.infer<typeof Question>['variables']

/** Answers what deployments asks the graph, to each caller as the graph would. */
export async function startGraph(): Promise<GraphUnderTest> {
  const graph: GraphUnderTest = {
    url: '',
    guards: new Map(),
    areGuardrailsDown: false,
    checks: [],
  }

  function check(viewer: Viewer, { modelIds, messages }: Variables): object {
    if (graph.areGuardrailsDown)
      return { data: null, errors: [{ message: 'guardrails does not answer' }] }
    graph.checks.push({ viewer, modelIds })
    const guard = modelIds.map((id) => graph.guards.get(id)).find((found) => found !== undefined)
    const verdict = guard?.(messages.map(({ content }) => content))
    return {
      data: {
        checkMessages: verdict
          ? {
              __typename: 'GuardrailVerdict',
              id: 'guardrail_verdict_1',
              config: { refusal: 'Not with me.' },
              ...verdict,
            }
          : { __typename: 'NotFoundError' },
      },
    }
  }

  function answer(viewer: Viewer, query: string, variables: Variables): object {
    if (query.includes('CheckBeforeInference')) return check(viewer, variables)
    if (query.includes('NamespaceToDeployIn')) {
      const namespace = namespaces.find((name) => name === variables.name && canSee(viewer, name))
      return { data: { namespace: namespace ? { name: namespace } : null } }
    }
    const model = Object.values(models).find(({ id }) => id === variables.id)
    return { data: { model: model && canSee(viewer, model.namespace.name) ? model : null } }
  }

  const server = createServer((request, response) => {
    void (async () => {
      const token = bearerOf(request.headers.authorization) ?? ''
      const viewer = await verifyIdentity(identitySecret, token, 'gateway')
      const { query, variables } = Question.parse(await json(request))
      const body = viewer ? answer(viewer, query, variables) : { errors: [{ message: 'nobody' }] }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    })()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  graph.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return graph
}
