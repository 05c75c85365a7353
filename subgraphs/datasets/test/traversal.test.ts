import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { pathProblem } from '#versions/path.rules.ts'
import { startHub } from './hub.ts'

const secret = 'what nobody may read'

/** Steps of a path that servers have stumbled over, as they stand in a URL. */
const step = fc.oneof(
  fc.constantFrom('..', '.', '', '%2e%2e', '.%2E', '..%2f..', '..%5c..', '%2f', '%00', '%', '%zz'),
  fc.constantFrom('%c0%ae%c0%ae', '%252e%252e', 'etc', 'main', 'a', 'HEAD', 'refs%2Fheads%2Fmain'),
  fc.constantFrom('secret', 'secret.txt', 'a'.repeat(1_500), '~', '$HOME', '..;', 'C:%5C'),
  fc
    .string({ unit: 'binary', maxLength: 12 })
    .map((each) => encodeURIComponent(each.toWellFormed())),
)
const steps = fc.array(step, { minLength: 1, maxLength: 6 }).map((each) => each.join('/'))

/** Sends a path as it stands: `fetch` would tidy it up first. */
async function send(base: string, method: string, path: string, body = '') {
  const { hostname, port } = new URL(base)
  const headers = { authorization: 'Bearer hf_editor', 'content-length': Buffer.byteLength(body) }
  const sent = request({ hostname, port, method, path, headers }).end(body)
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    sent.on('response', resolve).on('error', reject),
  )
  return { status: answer.statusCode ?? 0, body: await text(answer) }
}

/** A hub whose folder of objects has a neighbour and a file that are not its own. */
async function startGuarded() {
  const hub = await startHub()
  await writeFile(join(hub.folder, 'secret.txt'), secret)
  const neighbour = await mkdtemp(`${hub.folder}-`)
  onTestFinished(() => rm(neighbour, { recursive: true, force: true }))
  await writeFile(join(neighbour, 'secret'), secret)
  return { ...hub, neighbour }
}

/** Nothing was written but into the folders of the store. */
async function checkUntouched({ folder, neighbour }: { folder: string; neighbour: string }) {
  const own = ['blobs', 'parts', 'secret.txt', 'temporary', 'uploads', 'xorbs']
  for (const name of await readdir(folder)) expect(own).toContain(name)
  expect(await readdir(neighbour)).toEqual(['secret'])
  expect(await readFile(join(neighbour, 'secret'), 'utf8')).toBe(secret)
}

test('no path of a URL leads out of the repositories', { timeout: 120_000 }, async () => {
  const hub = await startGuarded()
  await hub.commitLines(
    { key: 'header', value: { summary: 'x' } },
    { key: 'file', value: { path: 'a', content: 'a' } },
  )
  const { body } = await hub.batch({ oid: 'b'.repeat(64), size: 1 })
  const { href } = (body as unknown as Batch).objects[0]!.actions.upload
  const signed = new URL(href).search
  const routes: [method: string, path: (odd: string) => string][] = [
    ['GET', (odd) => `/${odd}`],
    ['GET', (odd) => `/${hub.ref}/resolve/main/${odd}`],
    ['GET', (odd) => `/${hub.ref}/resolve/${odd}`],
    ['GET', (odd) => `/${odd}/resolve/main/a`],
    ['GET', (odd) => `/api/models/${odd}`],
    ['GET', (odd) => `/api/models/${hub.ref}/tree/main/${odd}`],
    ['GET', (odd) => `/api/models/${hub.ref}/revision/${odd}`],
    ['POST', (odd) => `/api/models/${hub.ref}/branch/${odd}`],
    ['POST', (odd) => `/${odd}.git/info/lfs/objects/batch`],
    ['GET', (odd) => `/objects/${odd}${signed}`],
    ['PUT', (odd) => `/objects/${odd}${signed}`],
    ['PUT', (odd) => `/objects/uploads/${odd}${signed}`],
    ['POST', (odd) => `/xet/${odd}/v1/xorbs/default/${odd}`],
  ]
  const property = fc.asyncProperty(fc.constantFrom(...routes), steps, async (route, odd) => {
    const [method, path] = route
    const answer = await send(hub.publicUrl, method, path(odd), method === 'GET' ? '' : 'x')
    expect(answer.status, `${method} ${path(odd)}: ${answer.body}`).toBeLessThan(500)
    expect(answer.body).not.toContain(secret)
  })
  await fc.assert(property, { numRuns: 2_000 })
  await checkUntouched(hub)
})

type Batch = { objects: { actions: { upload: { href: string } } }[] }

test('a committed path is refused, or names that file and nothing else', async () => {
  const hub = await startGuarded()
  const path = fc.oneof(
    fc.array(step.map(decoded), { minLength: 1, maxLength: 4 }).map((each) => each.join('/')),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  let made = 0
  const property = fc.asyncProperty(path, async (odd) => {
    const content = `${++made}`
    const { status, body } = await hub.commitLines(
      { key: 'header', value: { summary: 'x' } },
      { key: 'file', value: { path: odd, content } },
    )
    const name = odd.replace(/\/$/, '')
    const isBoth = String(body.error).includes('a file and a folder at once')
    expect(status, JSON.stringify(body)).toBe(pathProblem(name) || isBoth ? 400 : 200)
    if (status === 400) return
    const at = `/${hub.ref}/resolve/main/${name.split('/').map(encodeURIComponent).join('/')}`
    expect(await send(hub.publicUrl, 'GET', at)).toEqual({ status: 200, body: content })
  })
  await fc.assert(property, { numRuns: 150 })
  await checkUntouched(hub)
})

function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}
