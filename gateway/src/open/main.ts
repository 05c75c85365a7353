import { parseArgs } from 'node:util'
import { createLogger } from '@weft/kit/log'
import { runService } from '@weft/kit/service'
import { z } from 'zod'
import { loadOpenConfig } from '../config.ts'
import { textOfFile } from '../graph/supergraph-text.ts'
import { startOpenServer } from './open-server.ts'

const usage = 'npm run gateway -- --open --supergraph FILE [--port 4000] [--host 127.0.0.1]'

const Flags = z.object({
  open: z.literal(true, { error: 'is needed: everybody who reaches the port may ask everything' }),
  supergraph: z.string({ error: 'is needed: the file of a composed supergraph' }),
  host: z.string().default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535).default(4000),
})

/** Ends the process, and says why, when the flags are not as they have to be. */
function readFlags(): z.infer<typeof Flags> {
  const string = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      options: { open: { type: 'boolean' }, supergraph: string, host: string, port: string },
    })
    const flags = Flags.safeParse(values)
    if (flags.success) return flags.data
    console.error(`${usage}\n${z.prettifyError(flags.error)}`)
  } catch (error) {
    console.error(`${usage}\n${String(error)}`)
  }
  process.exit(2)
}

const { supergraph, host, port } = readFlags()
const config = loadOpenConfig()
const log = createLogger('gateway', config.LOG_LEVEL)
await runService(log, () =>
  startOpenServer({ supergraph: textOfFile(supergraph), host, port, config }, log),
)
