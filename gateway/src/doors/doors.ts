import type { HttpServer } from '@weft/kit/http-server'
import { sendRefusal } from '@weft/kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { changeIn } from '../graph/audit.ts'
import type { Audit } from '../graph/audit.ts'
import type { Forward } from './proxy.ts'

/**
 * Which subgraph answers a path. Paths are compared as they were sent, so that an encoded slash stays within its segment.
 * With an `operation`, every request that is not GET or HEAD stands in the audit log by that name, in the `namespace` of
 * the path: a way to write that which hides it from the pattern must not be found, so that reading by POST has a door
 * of its own before it.
 */
export type Door = { path: RegExp; subgraph: string; operation?: string; keepsAuthorization?: true }

export const doors: Door[] = [
  ...['entities', 'datasets', 'jobs', 'deployments', 'guardrails'].map((subgraph) => ({
    path: new RegExp(`^/metrics/${subgraph}$`),
    subgraph,
  })),
  { path: /^\/v1\//, subgraph: 'deployments' },
  { path: /^\/jobs\/[^/]+\/attempts\/[^/]+\/events$/, subgraph: 'jobs' },
  {
    path: /^\/api\/(models|datasets)\/[^/]+\/[^/]+\/(paths-info|preupload)\/[^/]+$/,
    subgraph: 'datasets',
  },
  {
    path: /^\/api\/(models|datasets)\/(?<namespace>[^/]+)\/[^/]+\/(branch|tag|super-squash)\/[^/]+$/,
    subgraph: 'datasets',
    operation: 'hub.refs',
  },
  {
    path: /^\/api\/(models|datasets)\/(?<namespace>[^/]+)\/[^/]+\/settings$/,
    subgraph: 'datasets',
    operation: 'hub.settings',
  },
  {
    path: /^\/api\/(models|datasets|spaces)(\/(?<namespace>[^/]*)|$)/,
    subgraph: 'datasets',
    operation: 'hub.commit',
  },
  { path: /^\/api\/repos\/create$/, subgraph: 'datasets', operation: 'hub.create' },
  { path: /^\/api\/repos\/delete$/, subgraph: 'datasets', operation: 'hub.delete' },
  { path: /^\/api\/repos\/move$/, subgraph: 'datasets', operation: 'hub.move' },
  { path: /^\/api\/whoami-v2$/, subgraph: 'datasets' },
  {
    // of names alone, which are not encoded: what else an encoded path may lead to is not read, but written
    path: /^(?!\/api\/)(\/(datasets|spaces))?\/[\w.-]+(\/[\w.-]+)?\/(resolve|raw)\/./,
    subgraph: 'datasets',
  },
  {
    path: /^(\/datasets)?\/(?<namespace>[^/]+)\/[^/]+\.git\/info\/lfs\/objects\//,
    subgraph: 'datasets',
    operation: 'hub.upload',
  },
]

/**
 * Where nobody is asked who they are: URLs that authorise themselves, those that take tokens which the subgraph
 * itself gave for them, and reads itself, and what tells of nothing that is here.
 */
export const publicDoors: Door[] = [
  { path: /^\/objects\//, subgraph: 'datasets' },
  { path: /^\/xet\//, subgraph: 'datasets', keepsAuthorization: true },
  { path: /^\/api\/validate-yaml$/, subgraph: 'datasets' },
]

/** `OPTIONS` is answered here, to browsers that ask what their pages may do. */
const method = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

type Options = { forward: Forward; audit: Audit; doors: Door[]; publicDoors: Door[] }

/** Everything that is not the graph: forwarded to the subgraph whose door it is, unread, or 404. */
export async function addDoors(server: HttpServer, options: Options): Promise<void> {
  const { forward, audit } = options
  const through = (open: Door[]) => async (request: FastifyRequest, reply: FastifyReply) => {
    const [path = ''] = request.raw.url!.split('?')
    const door = open.find((candidate) => candidate.path.test(path))
    if (!door || hasDots(path))
      return sendRefusal(request, reply.code(404), notFound(request.method, path))
    return forward(door, request, reply, (outcome) => audit(changeIn(door, path, request, outcome)))
  }
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))
    const isPublic = { config: { isPublic: true } }
    for (const url of ['/objects/*', '/xet/*', '/api/validate-yaml'])
      scope.route({ method, url, ...isPublic, handler: through(options.publicDoors) })
    scope.route({ method, url: '/*', handler: through(options.doors) })
  })
}

/** `..`, also encoded: behind the door it would lead to another one. */
const hasDots = (path: string) => /\/(\.|%2e){1,2}(\/|$)/i.test(path)

const notFound = (method: string, path: string) => ({
  message: `There is nothing at ${method} ${path.slice(0, 200)}.`,
  type: 'not_found',
  code: 'not_found',
})
