import { createHttpServer } from '@weft/kit/http-server'
import { createLogger } from '@weft/kit/log'
import { addHubRoutes } from '@weft/datasets/hub/hub.routes'
import { addObjectRoutes } from '@weft/datasets/objects/object.routes'
import { addXetRoutes } from '@weft/datasets/xet/xet.routes'
import { expect, test } from 'vitest'
import { needs } from '../../schema/access.ts'
import { expectedOf, useAcme } from './acme.ts'
import type { Outcome } from './acme.ts'
import { knock } from './doors.ts'
import type { Door } from './doors.ts'
import { hubRoutes, openRoutes, selfAuthorisingRoutes } from './hub-routes.ts'
import { nothingLike, retold } from './nothing.ts'
import type { Things } from './operations.ts'

const acme = useAcme()
const methodOf = (route: string) => route.split(' ')[0] as Door['method']

/** The routes that the service adds, without those by which Fastify answers HEAD like GET by itself. */
async function routesOfService(): Promise<string[]> {
  const server = createHttpServer({
    log: createLogger('routes', 'silent'),
    identify: async () => null,
    needs: {},
  })
  const found = new Set<string>()
  server.addHook('onRoute', ({ method, url }) => {
    if (method === 'HEAD') return
    const methods = [method].flat()
    // a route for every method is tried by one of them
    for (const one of methods.length > 3 ? ['GET'] : methods) found.add(`${one} ${url}`)
  })
  const app = {} as Parameters<typeof addHubRoutes>[1] & Parameters<typeof addObjectRoutes>[1]
  addHubRoutes(server, app)
  addXetRoutes(server, app)
  addObjectRoutes(server, app)
  await server.ready()
  await server.close()
  return [...found].sort()
}

/** What a Hub client is told; that there is no such revision or file, one learns behind the door. */
async function outcomeOf(response: Response, what: string): Promise<Outcome> {
  const { status, headers } = response
  const text = await response.text()
  if (status === 401) return 'REFUSED'
  if (status === 403) return 'FORBIDDEN'
  const code = headers.get('x-error-code')
  if (text === '[]' || code === 'RepoNotFound') return 'ABSENT'
  if (status === 404 && code) return 'ALLOWED'
  if (status < 400 || status === 409 || status === 412) return 'ALLOWED'
  throw new Error(`${what}: ${status} ${text}`)
}

test('every route of the Hub and of the stores behind it has its row', async () => {
  const rows = Object.keys({ ...hubRoutes, ...openRoutes, ...selfAuthorisingRoutes })
  expect(rows.sort()).toEqual(await routesOfService())
})

test('every route of the Hub opens as its rule says', { timeout: 120_000 }, async () => {
  const { platform, things, callers } = acme()
  for (const [route, row] of Object.entries(hubRoutes)) {
    const found: Record<string, Outcome> = {}
    const wanted: Record<string, Outcome> = {}
    for (const [who, caller] of Object.entries(callers)) {
      const door = { ...row, method: methodOf(route) }
      const response = await knock(door, { url: platform.url, token: caller.token, things })
      found[who] = await outcomeOf(response, `${route} for ${who}`)
      wanted[who] = expectedOf(needs[row.rule], caller)
    }
    expect(found, route).toEqual(wanted)
  }
})

test('what tells everybody the same asks nobody who they are', async () => {
  const { platform, things, callers } = acme()
  const tokens = Object.values(callers).map(({ token }) => token)
  for (const [route, row] of Object.entries(openRoutes))
    for (const token of [...tokens, 'hf_nobody']) {
      const door = { ...row, method: methodOf(route) }
      const { status } = await knock(door, { url: platform.url, token, things })
      expect(status, route).toBe(200)
    }
})

test('what authorises itself opens for nobody by an access token', async () => {
  const { platform, things, callers } = acme()
  for (const [route, row] of Object.entries(selfAuthorisingRoutes))
    for (const [who, { token }] of Object.entries(callers)) {
      const door = { ...row, method: methodOf(route) }
      const { status } = await knock(door, { url: platform.url, token, things })
      expect([401, 403], `${route} for ${who}`).toContain(status)
    }
})

test('what a stranger is told by a route of a repository is what they are told of nothing', async () => {
  const { platform, things, callers } = acme()
  const { token } = callers['a stranger']!
  const nothing = nothingLike(things)
  for (const [route, row] of Object.entries({ ...hubRoutes, ...selfAuthorisingRoutes })) {
    const tell = async (of: Things) => {
      const door = { ...row, method: methodOf(route) }
      const response = await knock(door, { url: platform.url, token, things: of })
      const { 'x-request-id': _, date: __, ...headers } = Object.fromEntries(response.headers)
      return JSON.stringify({ status: response.status, headers, text: await response.text() })
    }
    expect(retold(await tell(nothing), things, nothing), route).toBe(await tell(things))
  }
})
