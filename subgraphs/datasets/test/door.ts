import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream'
import type { Viewer } from '@weft/kit/identity'
import { onTestFinished } from 'vitest'

/** Tokens as clients have them, and who they are. */
export const tokens: Record<string, Viewer> = {
  hf_admin: { subject: 'admin@tests', grants: [{ namespace: '*', role: 'ADMIN' }] },
  hf_editor: { subject: 'editor@tests', grants: [{ namespace: 'acme', role: 'EDITOR' }] },
  hf_viewer: { subject: 'viewer@tests', grants: [{ namespace: 'acme', role: 'VIEWER' }] },
  hf_stranger: { subject: 'stranger@tests', grants: [{ namespace: 'other', role: 'ADMIN' }] },
}

type Authorization = (viewer?: Viewer) => Promise<string>

/** One address for clients, that puts the identity in the place of the access token, and streams both ways. */
export async function startDoor() {
  let target = ''
  let authorize: Authorization | null = null
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const headers: typeof incoming.headers = {
        ...incoming.headers,
        'x-forwarded-host': incoming.headers.host,
        'x-forwarded-proto': 'http',
      }
      if (!incoming.url?.startsWith('/xet/')) delete headers.authorization
      const viewer = tokens[incoming.headers.authorization?.replace('Bearer ', '') ?? '']
      if (viewer) headers.authorization = await authorize?.(viewer)
      const { method, url } = incoming
      const onward = request(`${target}${url}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        pipeline(answer, outgoing, () => {})
      })
      onward.on('error', () => outgoing.destroy())
      pipeline(incoming, onward, () => {})
    })()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.keepAliveTimeout = 60_000 // a test may hash for seconds, and then send on the same connection
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    leadTo: (url: string, authorization: Authorization) => {
      target = url
      authorize = authorization
    },
  }
}
