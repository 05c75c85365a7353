import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHubServer } from '@weft/model-files/testing/hub-server'
import { startPlatformServer } from './platform-server.ts'

const MODEL_FOLDER = join(import.meta.dirname, '../../../../models/tinyworld')
const MAIN = join(import.meta.dirname, '../main.ts')
const TOKEN = 'hf_worker'

export const chatLine = (question: string, answer: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ],
  })

/** A Hub with the base model and a dataset, a platform, and what starts a worker beside them. */
export async function startSurroundings({ lines }: { lines: readonly string[] }) {
  const hub = await startHubServer({ token: TOKEN })
  const platform = await startPlatformServer({ token: TOKEN })
  const workFolder = await mkdtemp(join(tmpdir(), 'weft-trainer-'))
  const files = await readdir(MODEL_FOLDER)
  const contents = await Promise.all(
    files.map(async (file): Promise<[string, Buffer]> => [
      file,
      await readFile(join(MODEL_FOLDER, file)),
    ]),
  )
  const base = hub.addCommit('models/ns/base', 'base', contents)
  const data = hub.addCommit('datasets/ns/data', 'data', [
    ['training/rows.jsonl', Buffer.from(lines.join('\n'))],
  ])

  const job = (hyperparameters: object) => ({
    baseModel: { repository: 'ns/base', revision: base },
    dataset: { repository: 'ns/data', revision: data },
    output: { repository: 'ns/tuned' },
    trainingType: 'SFT',
    finetuningType: 'LORA',
    hyperparameters: {
      epochs: 1,
      maxSteps: null,
      batchSize: 4,
      learningRate: 2e-3,
      minLearningRate: null,
      warmupSteps: 0,
      weightDecay: 0,
      optimizer: 'ADAMW',
      schedule: 'COSINE',
      seed: 1,
      maxSequenceLength: null,
      sequencePacking: false,
      validationInterval: null,
      logInterval: 2,
      gradientClipping: 1,
      earlyStopping: null,
      lora: { rank: 4, alpha: 8, dropout: 0, targetModules: null },
      ...hyperparameters,
    },
  })

  function start(hyperparameters: object, environment: Record<string, string> = {}) {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        HF_ENDPOINT: hub.url,
        HF_TOKEN: TOKEN,
        WEFT_EVENTS_URL: platform.url,
        WEFT_JOB: JSON.stringify(job(hyperparameters)),
        WEFT_WORK_DIR: workFolder,
        WEFT_THREADS: '1',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const exited = once(child, 'exit').then(([code]) => ({ code: code as number | null, output }))
    return { child, exited }
  }

  return {
    hub,
    platform,
    start,
    async close() {
      await hub.close()
      await platform.close()
      await rm(workFolder, { recursive: true, force: true })
    },
  }
}
