import { z } from 'zod'
import { storable } from '../events/event.service.ts'

const Text = z.string().transform(storable)
const Count = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1)
const Step = Count
const orNull = <S extends z.ZodType>(schema: S) =>
  schema.nullish().transform((value) => value ?? null)
const Name = Text.pipe(z.string().min(1).max(200))
/** What is no number (JSON has no NaN: it writes null) is no measurement. */
const Values = z
  .array(z.object({ name: Name, value: z.number().nullable() }))
  .max(100)
  .transform((values) =>
    values.flatMap(({ name, value }) => (value === null ? [] : { name, value })),
  )
const Revision = z.string().regex(/^[0-9a-f]{40}$/, 'is no commit: 40 hex digits')

const Event = z.object({
  seq: Count.min(1),
  at: z.iso.datetime({ offset: true }).pipe(z.coerce.date()),
})

/** One line of what a worker tells of its attempt. */
export const WorkerEvent = z.discriminatedUnion('type', [
  Event.extend({
    type: z.literal('progress'),
    phase: z.enum(['DOWNLOADING', 'WORKING', 'UPLOADING']),
    percent: z.number().min(0).max(100),
    step: orNull(Step),
    stepCount: orNull(Count),
    epoch: orNull(z.number().min(0)),
    epochCount: orNull(Count),
    secondsRemaining: orNull(z.number().min(0)),
  }),
  Event.extend({ type: z.literal('metrics'), step: Step, values: Values }),
  Event.extend({ type: z.literal('log'), stream: z.enum(['STDOUT', 'STDERR']), text: Text }),
  Event.extend({
    type: z.literal('checkpoint'),
    step: Step,
    revision: Revision,
    metrics: Values,
    isBest: z.boolean(),
  }),
  Event.extend({ type: z.literal('result'), repository: z.string(), revision: Revision }),
  Event.extend({ type: z.literal('error'), message: Text }),
])
export type WorkerEvent = z.infer<typeof WorkerEvent>

/** Parses one line of JSON; throws what is wrong with it. */
export function parseWorkerEvent(line: string): WorkerEvent {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch (error) {
    throw new Error(`is no JSON: ${(error as Error).message}`, { cause: error })
  }
  const parsed = WorkerEvent.safeParse(json)
  if (parsed.success) return parsed.data
  throw new Error(z.prettifyError(parsed.error))
}
