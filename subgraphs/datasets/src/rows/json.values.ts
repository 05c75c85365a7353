import { Unreadable } from './row.ts'

/** What lies in each other is kept on a stack, which takes far more memory than its bytes. */
export const deepest = 1_000
export const tooDeep = `More than ${deepest} lists and objects lie in each other here.`

/** A whole number, or its digits where a number of JSON does not hold it. */
export const exactly = (integer: bigint): number | string =>
  Number.isSafeInteger(Number(integer)) ? Number(integer) : String(integer)

/** The number that a text says, or the text where a number of JSON does not hold it; fractions are doubles, as everywhere. */
export function numberOf(text: string): number | string {
  const number = Number(text)
  const isHeld = /^-?\d+$/.test(text) ? Number.isSafeInteger(number) : Number.isFinite(number)
  return isHeld ? number : text
}

/** What a JSON text says, its numbers as `numberOf` tells them. Throws an Unreadable where it is too deep. */
export const parseJson = (text: string): unknown =>
  hasLargeNumber(text) ? JSON.parse(text, keepNumber as Reviver) : JSON.parse(text)

/** As types know it, which miss the source of the number. */
type Reviver = (key: string, value: unknown) => unknown

const keepNumber = (_key: string, value: unknown, { source }: { source: string }) =>
  typeof value === 'number' ? numberOf(source) : value

const codeOf = (character: string) => character.charCodeAt(0)
const [zero, nine, quote, backslash, point] = ['0', '9', '"', '\\', '.'].map(codeOf) as [
  number,
  number,
  number,
  number,
  number,
]
const steps: Record<number, number | undefined> = {
  [codeOf('[')]: 1,
  [codeOf('{')]: 1,
  [codeOf(']')]: -1,
  [codeOf('}')]: -1,
}
/** As many digits as a whole number has at least that a number of JSON may not hold. */
const manyDigits = 16
const inFraction = -Infinity

/**
 * Whether a number may stand in a text that is to be kept as it is written, which takes several times as long as to
 * parse. Throws an Unreadable where the text is too deep.
 */
function hasLargeNumber(text: string): boolean {
  let isFound = false
  let depth = 0
  let digits = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (isDigit(code)) {
      if (++digits === manyDigits) isFound = true
    } else if (code === quote) at = endOfString(text, at)
    else {
      if (digits && isLargeExponent(text, at)) isFound = true
      digits = code === point ? inFraction : 0
      depth += steps[code] ?? 0
      if (depth > deepest) throw new Unreadable(tooDeep)
    }
  }
  return isFound
}

const isDigit = (code: number) => code >= zero && code <= nine

const isLargeExponent = (text: string, at: number) =>
  (text[at] === 'e' || text[at] === 'E') && text[at + 1] !== '-'

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let begin = end
    while (text.charCodeAt(begin - 1) === backslash) begin--
    if ((end - begin) % 2 === 0) return end
  }
  return text.length
}
