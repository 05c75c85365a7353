import type { FormattedExecutionResult } from 'graphql'
import { formatResult } from './errors.ts'
import type { FormatError, Result } from './errors.ts'

/** A result as JSON, as a client may read it. */
export type ResultText = string

const text = Symbol('text')

/** Made once, however many read the result; `format` is for errors as they were thrown. */
export function textOf(result: FormattedExecutionResult): ResultText
export function textOf(result: Result, format: FormatError): ResultText
export function textOf(result: Result, format?: FormatError): ResultText {
  const known = result as { [text]?: ResultText }
  return (known[text] ??= JSON.stringify(format ? formatResult(result, format) : result))
}
