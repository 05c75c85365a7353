import { expect, test } from 'vitest'
import { startTogether } from '../harness/platform.ts'
import { createJob, createRows, registerTinyworld } from '../harness/tinyworld.ts'
import { startBrowser } from './chromium.ts'

test('GraphiQL asks and subscribes with the token typed into it, and loads nothing from elsewhere', async () => {
  const { url, token, client } = await startTogether()
  const baseModelId = await registerTinyworld(client)
  const datasetId = await createRows(client)
  const browser = await startBrowser()
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const foreign: string[] = []
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url))
      foreign.push(request.url())
  })
  const open = async (query: string) => {
    const headers = JSON.stringify({ Authorization: `Bearer ${token}` })
    await page.addInitScript(
      (value) => globalThis.localStorage.setItem('graphiql:headers', value),
      headers,
    )
    await page.goto(`${url}/graphql?query=${encodeURIComponent(query)}`)
    await page.locator('.graphiql-execute-button').click({ timeout: 60_000 })
  }
  const answer = page.locator('.graphiql-response')

  await open('{ models { nodes { ref spec { parameterCount } } } }')
  await expect.poll(() => answer.textContent(), { timeout: 30_000 }).toContain('acme/tinyworld@1')
  if (process.env.SCREENSHOT) await page.screenshot({ path: process.env.SCREENSHOT })

  const jobId = await createJob(client, { baseModelId, datasetId })
  await open(`subscription { jobUpdated(id: "${jobId}") { status progress { percent } } }`)
  await expect.poll(() => answer.textContent(), { timeout: 60_000 }).toContain('SUCCEEDED')
  expect(foreign).toEqual([])
})
