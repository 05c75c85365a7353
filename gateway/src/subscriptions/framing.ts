import type { FormattedExecutionResult } from 'graphql'
import type { ResultText } from '../result-text.ts'
import type { Transport } from '../telemetry/metrics.ts'

/** How a stream of results stands in the body of one HTTP answer. */
export type Framing = {
  transport: Transport
  contentType: string
  begin: () => string
  /** Sent while there is nothing to tell, so that nobody between takes the connection for dead. */
  heartbeat: string
  /** A result, and where it stands in its stream. */
  result: (result: ResultText, cursor: string | null) => string
  /** Why the stream ends before its time; nothing of it is left to be read. Who comes again may find that it has passed. */
  failure: (result: FormattedExecutionResult, isPassing: boolean) => string
  /** The end; whole when the stream had come to its own. */
  end: (isWhole: boolean) => string
}

/** The id of the end of a stream that came to its own: who has read it need not come again. */
export const endId = 'weft:end'

/** A line break in an id would begin another field. */
const event = (name: string, data: string, id: string | null) =>
  `event: ${name}\n${id && !/[\r\n\0]/.test(id) ? `id: ${id}\n` : ''}data:${data && ` ${data}`}\n\n`

/**
 * Server-sent events, whose ids are the cursors of the stream, so that a browser goes on by itself.
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md distinct connections
 */
export const serverSentEvents: Framing = {
  transport: 'sse',
  contentType: 'text/event-stream; charset=utf-8',
  begin: () => '',
  heartbeat: ':\n\n',
  result: (result, cursor) => event('next', result, cursor),
  failure: (result) => event('next', JSON.stringify(result), null),
  end: (isWhole) => event('complete', '', isWhole ? endId : null),
}

const comeBackWithinMs = 2_000

/**
 * As the `EventSource` of a browser understands it, which comes back by itself after every end: what is passing is no end, and
 * is not told.
 */
export const eventSource: Framing = {
  ...serverSentEvents,
  // not all at the same time, after a restart of the gateway
  begin: () => `retry: ${Math.ceil((0.25 + 0.75 * Math.random()) * comeBackWithinMs)}\n\n`,
  failure: (result, isPassing) => (isPassing ? '' : serverSentEvents.failure(result, isPassing)),
  end: (isWhole) => (isWhole ? serverSentEvents.end(isWhole) : ''),
}

const boundary = 'graphql'
/** With the delimiter behind it, so that clients need not wait for the next one to read it. */
const part = (body: string) => `\r\ncontent-type: application/json\r\n\r\n${body}\r\n--${boundary}`

/** @see https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol */
export const multipart: Framing = {
  transport: 'multipart',
  contentType: `multipart/mixed;boundary="${boundary}";subscriptionSpec=1.0`,
  begin: () => `\r\n--${boundary}`,
  heartbeat: part('{}'),
  result: (payload) => part(`{"payload":${payload}}`),
  failure: ({ errors }) => part(JSON.stringify({ payload: null, errors })),
  end: () => '--\r\n',
}
