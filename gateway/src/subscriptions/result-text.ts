import type { ExecutionResult } from 'graphql'
import { formatResult } from '../errors.ts'
import type { FormatError } from '../errors.ts'

/** A result as JSON, as a client may read it. */
export type ResultText = string

const text = Symbol('text')

/** Made once, however many read the result. */
export function textOf(result: ExecutionResult, format: FormatError): ResultText {
  const known = result as { [text]?: ResultText }
  return (known[text] ??= JSON.stringify(formatResult(result, format)))
}
