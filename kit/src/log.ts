import { pino } from 'pino'
import type { Logger } from 'pino'

export type { Logger }

/** One line of JSON an event; for people at a terminal, in colour. Secrets in headers are never written. */
export const createLogger = (service: string, level: string): Logger =>
  pino({
    name: service,
    level,
    redact: ['req.headers.authorization', 'headers.authorization'],
    ...(process.stdout.isTTY && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } },
    }),
  })
