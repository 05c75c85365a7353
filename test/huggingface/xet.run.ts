import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '@weft/kit/free-port'

// Runs xet.py against a platform of its own, with the newest Python client or with those that are named:
// node test/huggingface/xet.run.ts huggingface_hub==2.0.0 hf_xet==1.6.0

const names = ['weights', 'others']
const newest = ['huggingface_hub', 'hf_xet']
const named = process.argv.slice(2)
const clients = named.length ? named : newest
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'weft', 'xet-venv')
const python = join(cache, 'bin', 'python')
const loud = { stdio: 'inherit' } as const

if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', cache], loud)
execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--upgrade', ...clients], loud)
execFileSync(python, ['-m', 'pip', 'list', '--format=freeze'], { encoding: 'utf8' })
  .split('\n')
  .filter((line) => newest.some((name) => line.replaceAll('-', '_').startsWith(`${name}=`)))
  .forEach((line) => console.log(line))

const folder = await mkdtemp(join(tmpdir(), 'weft-xet-'))
const url = `http://127.0.0.1:${await freePort()}`
const platform = spawn(process.execPath, ['platform/src/main.ts'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {
    ...process.env,
    WEFT_PORT: new URL(url).port,
    WEFT_DATA_DIR: join(folder, 'data'),
    WEFT_FIRST_MODEL: 'none',
  },
})
try {
  process.exitCode = await run()
} finally {
  platform.kill()
  await once(platform, 'exit')
  await rm(folder, { recursive: true, force: true })
}

async function run(): Promise<number> {
  const token = await tokenWhenReady()
  for (const name of names) await createRepository(token, name)
  const env = {
    ...process.env,
    HF_ENDPOINT: url,
    HF_TOKEN: token,
    HF_HOME: join(folder, 'client'),
    HF_HUB_DISABLE_PROGRESS_BARS: '1',
  }
  const scenario = spawn(
    python,
    [join(import.meta.dirname, 'xet.py'), ...names.map((name) => `default/${name}`)],
    {
      ...loud,
      env,
    },
  )
  const [code] = (await once(scenario, 'exit')) as [number | null]
  await tellMemory()
  return code ?? 1
}

async function tokenWhenReady(): Promise<string> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const isReady = await fetch(`${url}/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
    const token = await readFile(join(folder, 'data', 'admin-token'), 'utf8').catch(() => '')
    if (isReady && token) return token.trim()
    await wait(200)
  }
  throw new Error(`Weft did not become ready at ${url} within a minute.`)
}

async function createRepository(token: string, name: string) {
  const query = `mutation {
    createDataset(input: { namespace: "default", name: "${name}", kind: MODEL }) { __typename }
  }`
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  })
  const text = await answer.text()
  if (!text.includes('"Dataset"')) throw new Error(`The repository was not made: ${text}`)
}

/** The most memory that all services in their one process took; known on Linux alone. */
async function tellMemory() {
  const status = await readFile(`/proc/${platform.pid}/status`, 'utf8').catch(() => '')
  console.log(
    status
      .split('\n')
      .filter((line) => /^Vm(HWM|RSS)/.test(line))
      .join('\n'),
  )
}
