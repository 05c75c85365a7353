import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

export const acceptsPage = ({ headers }: FastifyRequest): boolean =>
  headers.accept?.includes('text/html') === true

const welcome = `# One graph over everything. Put your access token into "Headers" below.
{
  __typename
}
`

/** Nothing is loaded from, or sent to, anywhere else. */
const policy =
  "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-ancestors 'none'"

let page: Promise<Buffer> | undefined

/** The page is 9 MB with its editor, so it is made when somebody wants it, and kept packed. */
const loadPage = () => (page ??= packPage())

async function packPage(): Promise<Buffer> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const html = renderGraphiQL({
    title: 'Weft',
    endpoint: '/graphql',
    method: 'POST', // subscriptions too: by server-sent events, which carry the token in a header as a socket cannot
    defaultQuery: welcome,
    headers: '{ "Authorization": "Bearer hf_" }',
  })
  return promisify(gzip)(html)
}

/** GraphiQL for a browser. It holds no data: what it asks for needs the token that is typed into it. */
export async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const packed = await loadPage()
  return reply
    .type('text/html; charset=utf-8')
    .header('content-encoding', 'gzip')
    .header('cache-control', 'no-cache')
    .header('content-security-policy', policy)
    .send(request.method === 'HEAD' ? undefined : packed)
}
