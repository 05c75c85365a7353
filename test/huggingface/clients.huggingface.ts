import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { preparePlatform } from '../harness/process.ts'
import { pythonWith, runScript } from './python.ts'

const newest = ['huggingface_hub', 'hf_xet']

/** The last that lets the server choose how bytes come, and the last of the generation before. */
const clients: [string, string[], string][] = [
  ['newest', newest, 'hub.py'],
  ['hub-1.19', ['huggingface_hub==1.19.0'], 'hub.py'],
  ['hub-0.36', ['huggingface_hub==0.36.2'], 'hub.py'],
  ['datasets', [...newest, 'datasets'], 'data.py'],
]

test.each(clients)('people work with %s as with the Hub itself', async (name, packages, script) => {
  const python = await pythonWith(name, packages)
  const platform = await (await preparePlatform({ WEFT_FIRST_MODEL: 'none' })).start()
  const home = await mkdtemp(join(tmpdir(), 'weft-python-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  const said = await runScript(python, script, { ...platform, home })
  console.log(said)
  expect(said).toMatch(/all is well\n$/)
})
