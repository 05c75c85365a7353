import { expect, test } from 'vitest'
import { startFederation } from './federation.ts'

test('a browser gets GraphiQL, whole and from here', async () => {
  const { url } = await startFederation()
  const response = await fetch(url, { headers: { accept: 'text/html' } })
  expect([response.status, response.url]).toEqual([200, `${url}/graphql`])
  expect(response.headers.get('content-security-policy')).toBe(
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-ancestors 'none'",
  )
  expect(await response.text()).toContain('YogaGraphiQL')
})

test('who asks for the graph by GET, and is no browser, learns to send', async () => {
  const { url } = await startFederation()
  const response = await fetch(`${url}/graphql?query={__typename}`)
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
})

test('health is told to anyone, readiness depends on every subgraph', async () => {
  const { url, stop } = await startFederation()
  const ask = async (path: string) => {
    const response = await fetch(url + path)
    return [response.status, await response.json()]
  }
  expect(await ask('/health/live')).toEqual([200, { status: 'ok' }])
  expect(await ask('/health/ready')).toEqual([200, { status: 'ready' }])
  await stop('models')
  expect(await ask('/health/ready')).toEqual([503, { status: 'not ready', missing: ['models'] }])
  expect(await ask('/health/live')).toEqual([200, { status: 'ok' }])
})
