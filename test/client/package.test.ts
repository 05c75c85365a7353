import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { CreateNamespaceDocument } from '@weft/client/documents'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTogether } from '../harness/platform.ts'
import { createJob, createRows, registerTinyworld } from '../harness/tinyworld.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const modules = join(root, 'node_modules')
let project = ''

/** A project that has the packed package and what that depends on, and nothing else of this repository. */
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'weft-client-'))
  const built = join(project, 'built')
  await run(process.execPath, [join(root, 'clients/typescript/build.ts'), built])
  await run('npm', ['pack', '--silent', '--pack-destination', project, built])
  const installed = join(project, 'node_modules', '@weft', 'client')
  await mkdir(installed, { recursive: true })
  await run('tar', [
    '-xzf',
    join(project, 'weft-client-0.1.0.tgz'),
    '--strip-components=1',
    '-C',
    installed,
  ])
  for (const name of ['graphql', 'graphql-ws', '@graphql-typed-document-node'])
    await symlink(join(modules, name), join(project, 'node_modules', name))
  await writeFile(join(project, 'package.json'), '{ "type": "module" }')
}, 120_000)
afterAll(() => rm(project, { recursive: true, force: true }))

async function write(name: string, text: string) {
  const file = join(project, name)
  await writeFile(file, text)
  return file
}

test('who uses it in the wrong way is told by the types', async () => {
  await write(
    'use.ts',
    `import { createClient } from '@weft/client'
import { CreateDatasetDocument, FindDatasetDocument, JobEventsDocument } from '@weft/client/documents'
import { successOf } from '@weft/client/errors'

const client = createClient({ url: '', token: '' })
const { createDataset } = await client.request(CreateDatasetDocument, { input: { namespace: 'a', name: 'b' } })
export const ref: string = successOf(createDataset).ref
// @ts-expect-error the result may be a refusal
export const tooEarly: string = createDataset.ref
// @ts-expect-error an input has its fields
await client.request(CreateDatasetDocument, { input: { namespace: 'a' } })
// @ts-expect-error a query has its variables
await client.request(FindDatasetDocument, {})
const { dataset } = await client.request(FindDatasetDocument, { ref })
// @ts-expect-error what is not asked for is not there
export const nothing = dataset?.nothing
for await (const { jobEvents } of client.subscribe(JobEventsDocument, { id: 'job_1' })) {
  // @ts-expect-error only events of progress have some
  console.log(jobEvents.progress)
  if (jobEvents.__typename === 'JobProgressed') console.log(jobEvents.progress.percent.toFixed(1))
}
`,
  )
  const options = ['--strict', '--noEmit', '--target', 'es2022', '--module', 'nodenext']
  const lib = ['--lib', 'es2023,dom', '--types', '']
  const checked = run(
    process.execPath,
    [join(modules, 'typescript', 'bin', 'tsc'), ...options, ...lib, 'use.ts'],
    { cwd: project },
  )
  await expect(checked.catch((error: { stdout: string }) => error.stdout)).resolves.toMatchObject({
    stdout: '',
  })
})

test('in a browser it takes less than 15 KB, and only the documents that are used', async () => {
  const input = await write(
    'page.js',
    `import { createClient } from '@weft/client'
import { FindDatasetDocument } from '@weft/client/documents'
import { successOf } from '@weft/client/errors'
globalThis.weft = { createClient, FindDatasetDocument, successOf }
`,
  )
  const bundle = await rolldown({ input, platform: 'browser' })
  const { output } = await bundle.generate({ minify: true })
  const { code } = output[0]
  expect(output).toHaveLength(1)
  expect(code).toContain('query FindDataset')
  expect(code).not.toContain('createDataset')
  expect(code).not.toContain('jobEvents')
  expect(gzipSync(code).length).toBeLessThan(15_000)
})

test('the examples of its page run against a platform, as plain JavaScript', async () => {
  const { url, token, client } = await startTogether()
  await client.request(CreateNamespaceDocument, { input: { name: 'default' } })
  const baseModelId = await registerTinyworld(client)
  const jobId = await createJob(client, { baseModelId, datasetId: await createRows(client) })
  const page = await readFile(join(root, 'clients/typescript/README.md'), 'utf8')
  const examples = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code!)
  expect(examples).toHaveLength(3)
  const file = await write(
    'examples.js',
    `const [url, token, jobId] = process.argv.slice(2)\n${examples.join('\n')}\nawait client.close()`,
  )
  const { stdout } = await run(process.execPath, [file, url, token, jobId], { cwd: project })
  expect(stdout).toMatch(/^default\/facts\nConflictError\n(\d+(\.\d+)?\n)+$/)
})
