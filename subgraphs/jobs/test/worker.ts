import { env } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'

// A worker that speaks the worker contract and trains nothing. What it plays stands in its first argument.

type Event = { type: string } & Record<string, unknown>
type Answer = { ack: number; control: string }

const revision = (step: number) => String(step).padStart(40, '0')
const unsent: (Event & { seq: number; at: string })[] = []
let seq = 0

const tell = (...events: Event[]) => {
  for (const event of events) unsent.push({ seq: ++seq, at: new Date().toISOString(), ...event })
}

/** Sends all that was told, again and again until it is acknowledged. */
async function send(): Promise<Answer> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    const answer = await post().catch(() => null)
    if (answer) return answer
    await wait(50)
  }
  process.exit(1)
}

async function post(): Promise<Answer | null> {
  const response = await fetch(env.WEFT_EVENTS_URL!, {
    method: 'POST',
    headers: { authorization: `Bearer ${env.HF_TOKEN}` },
    body: unsent.map((event) => JSON.stringify(event)).join('\n'),
  })
  if ([401, 404, 410].includes(response.status)) process.exit(3)
  if (!response.ok) return null
  const answer = (await response.json()) as Answer
  while (unsent[0] && unsent[0].seq <= answer.ack) unsent.shift()
  return answer
}

const progress = (step: number, stepCount: number): Event => ({
  type: 'progress',
  phase: 'WORKING',
  percent: (95 * step) / stepCount,
  step,
  stepCount,
  epoch: step / stepCount,
  epochCount: 1,
  secondsRemaining: (stepCount - step) / 100,
})
const metrics = (step: number): Event => ({
  type: 'metrics',
  step,
  values: [
    { name: 'train_loss', value: 4 / step },
    { name: 'learning_rate', value: 0.001 },
  ],
})
const checkpoint = (step: number): Event => ({
  type: 'checkpoint',
  step,
  revision: revision(step),
  metrics: [{ name: 'train_loss', value: 4 / step }],
  isBest: true,
})

async function train(stepCount: number, pauseMs = 0) {
  for (let step = 1; step <= stepCount; step++) {
    tell(metrics(step), progress(step, stepCount))
    if (step % 10 === 0) tell(checkpoint(step))
    const { control } = await send()
    if (control === 'cancel') return leave(step)
    if (pauseMs) await wait(pauseMs)
  }
  const { repository } = (JSON.parse(env.WEFT_JOB!) as { output: { repository: string } }).output
  tell({ type: 'result', repository, revision: revision(stepCount), tokens: 1_000 })
  await send()
}

async function leave(step: number) {
  tell(checkpoint(step))
  await send()
}

const plays: Record<string, () => unknown> = {
  train: () => train(20),
  steady: () => train(100, 10),
  endless: () => train(1_000_000, 20),
  silent: () => setInterval(() => {}, 1_000),
  crash: () => {
    console.error('cannot read the weights')
    process.exit(7)
  },
  idle: () => {},
  complain: async () => {
    tell({ type: 'error', message: 'The row 17 of training/a.jsonl has no messages.' })
    await send()
    process.exit(1)
  },
  stubborn: async () => {
    process.on('SIGTERM', () => {})
    for (;;) {
      tell(checkpoint(seq + 1))
      await send()
      await wait(500)
    }
  },
}

await plays[process.argv[2]!]!()
