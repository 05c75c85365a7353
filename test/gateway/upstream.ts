import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { doors, publicDoors } from '@weft/gateway/doors/doors'
import { onTestFinished } from 'vitest'
import { startFederation } from './federation.ts'
import type { Federation } from './federation.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown

/** A plain HTTP server in the place of a subgraph, gone when the test ends. */
export async function startUpstream(handler: Handler): Promise<string> {
  const server = createServer((request, response) => void handler(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The gateway with its real doors, before one server in the place of all subgraphs. */
export async function startDoors(
  handler: Handler,
  options: { publicUrl?: string; trustedProxies?: string[] } = {},
): Promise<Federation> {
  const url = await startUpstream(handler)
  const urls = { deployments: url, jobs: url, datasets: url }
  return startFederation({ urls, doors, publicDoors, ...options })
}
