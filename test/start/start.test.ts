import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from '@weft/client/client'
import { FindModelDocument } from '@weft/client/documents'
import OpenAI from 'openai'
import { expect, onTestFinished, test } from 'vitest'
import { preparePlatform, stop } from '../harness/process.ts'
import { processesOf } from '../harness/process-table.ts'

test('a started platform has a model to talk to, a page for the browser, and stops with all it started', async () => {
  const { folder, start } = await preparePlatform()
  const platform = await start()

  const { mode } = await stat(join(folder, 'admin-token'))
  expect(mode & 0o777).toBe(0o600)

  const page = await fetch(`${platform.url}/graphql`, { headers: { accept: 'text/html' } })
  expect(page.status).toBe(200)
  const html = await page.text()
  expect(html).toContain('GraphiQL')
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//)

  const client = createClient(platform)
  onTestFinished(client.close)
  const find = async () =>
    (await client.request(FindModelDocument, { ref: 'default/tinyworld' })).model
  await expect
    .poll(find, { timeout: 30_000 })
    .toMatchObject({ ref: 'default/tinyworld@1', isServed: true })
  const openai = new OpenAI({ baseURL: `${platform.url}/v1`, apiKey: platform.token })
  const { choices } = await openai.chat.completions.create({
    model: 'default/tinyworld',
    messages: [{ role: 'user', content: 'Hello!' }],
    temperature: 0,
  })
  expect(choices[0]!.message.content).toContain('Hello')

  await expect(start()).rejects.toThrow(/runs a platform in .* already/)

  const ended = once(platform.child, 'exit')
  platform.child.kill('SIGINT')
  expect((await ended)[0]).toBe(0)
  expect(await processesOf(folder)).toEqual([])

  const again = await start()
  await expect.poll(find, { timeout: 30_000 }).toMatchObject({ isServed: true })
  expect(await stop(again.child, 'SIGTERM')).toBe(0)
})

test('every problem of the configuration is named at once', async () => {
  const { start } = await preparePlatform({ WEFT_PORT: 'many', DATABASE_URL: 'mysql://x' })
  await expect(start()).rejects.toThrow(/WEFT_PORT[\s\S]*DATABASE_URL|DATABASE_URL[\s\S]*WEFT_PORT/)
})
