import type {
  ConvertedType,
  FileMetaData,
  LogicalType,
  ParquetParsers,
  SchemaElement,
  TimeUnit,
} from 'hyparquet'
import { exactly, numberOf, parseJson } from './json.values.ts'
import { longestRowBytes, tooLong, Unreadable } from './row.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** In place of a text that is none. */
const noText = Symbol('not UTF-8')

function textOf(bytes: Uint8Array | undefined): unknown {
  if (!bytes) return bytes
  try {
    return decoder.decode(bytes)
  } catch {
    return noText
  }
}

function jsonOf(bytes: Uint8Array | undefined): unknown {
  const text = textOf(bytes)
  if (typeof text !== 'string') return text
  try {
    return parseJson(text)
  } catch {
    return text
  }
}

/** What is done once for all rows that share a value of a dictionary. */
export const parsers = {
  stringFromBytes: textOf,
  jsonFromBytes: jsonOf,
  timestampFromNanoseconds: (nanos: bigint) => nanos, // of INT96, whatever its element says
} as Partial<ParquetParsers>

/** Makes of a stored value what it says. */
export type Converter = (value: never) => unknown

/** Of each column; null where a value says no more than what it is. */
export const convertersOf = ({ schema }: FileMetaData): (Converter | null)[] =>
  schema.filter(({ type }) => type).map(converterOf)

/** The metadata, as if it said nothing of what the values mean that are converted here. */
export function withoutTypes(metadata: FileMetaData): FileMetaData {
  return { ...metadata, schema: metadata.schema.map(withoutType) }
}

function withoutType(element: SchemaElement): SchemaElement {
  const { converted_type: converted, logical_type: logical, ...rest } = element
  if (converted === 'ENUM' || logical?.type === 'ENUM') return { ...rest, converted_type: 'UTF8' }
  if (logical?.type === 'VARIANT' || (element.type && (converterOf(element) || isOpaque(element))))
    return rest
  return element
}

/** What has no form in JSON but its bytes. */
const isOpaque = ({ converted_type: converted, logical_type: logical }: SchemaElement) =>
  converted === 'BSON' ||
  converted === 'INTERVAL' ||
  logical?.type === 'GEOMETRY' ||
  logical?.type === 'GEOGRAPHY'

/** What older files say otherwise. */
const meanings: Partial<Record<ConvertedType, LogicalType>> = {
  DECIMAL: { type: 'DECIMAL' } as LogicalType,
  DATE: { type: 'DATE' },
  TIMESTAMP_MILLIS: { type: 'TIMESTAMP', unit: 'MILLIS', isAdjustedToUTC: true },
  TIMESTAMP_MICROS: { type: 'TIMESTAMP', unit: 'MICROS', isAdjustedToUTC: true },
  TIME_MILLIS: { type: 'TIME', unit: 'MILLIS', isAdjustedToUTC: true },
  TIME_MICROS: { type: 'TIME', unit: 'MICROS', isAdjustedToUTC: true },
}

function converterOf(element: SchemaElement): Converter | null {
  if (element.type === 'INT96') return (nanos: bigint) => timestamp(nanos, 'NANOS', false)
  const { converted_type: converted, logical_type: logical } = element
  const meaning = logical ?? (converted && meanings[converted])
  switch (meaning?.type) {
    case 'DECIMAL':
      return decimalOf({ ...element, scale: element.scale ?? meaning.scale })
    case 'DATE':
      return dateOf
    case 'TIMESTAMP':
      return (value: bigint) => timestamp(value, meaning.unit, meaning.isAdjustedToUTC)
    case 'TIME':
      return (value: bigint | number) => time(BigInt(value), meaning.unit)
    default:
      return null
  }
}

const fractionDigits = { MILLIS: 3, MICROS: 6, NANOS: 9 } as const
const dayMs = 86_400_000

function timestamp(value: bigint, unit: TimeUnit, isUtc: boolean): unknown {
  const digits = fractionDigits[unit]
  const perSecond = 10n ** BigInt(digits)
  const fraction = ((value % perSecond) + perSecond) % perSecond
  const date = new Date(Number((value - fraction) / perSecond) * 1_000)
  if (Number.isNaN(date.getTime())) return exactly(value) // before or after all years that have a name
  const seconds = date.toISOString().slice(0, -'.000Z'.length)
  return `${seconds}.${String(fraction).padStart(digits, '0')}${isUtc ? 'Z' : ''}`
}

function time(value: bigint, unit: TimeUnit): unknown {
  const day = 86_400n * 10n ** BigInt(fractionDigits[unit])
  if (value < 0n || value >= day) return exactly(value)
  return (timestamp(value, unit, false) as string).slice('1970-01-01T'.length)
}

function dateOf(days: number): unknown {
  const date = new Date(days * dayMs)
  return Number.isNaN(date.getTime()) ? days : date.toISOString().slice(0, -'T00:00:00.000Z'.length)
}

/** How many digits a number of JSON holds, whichever they are. */
const sureDigits = 15

type Decimal = Pick<SchemaElement, 'scale' | 'precision'>

/** A number, or a text where the column may have more digits than a number holds. */
function decimalOf({ scale = 0, precision = Infinity }: Decimal): Converter {
  return (value: number | bigint | Uint8Array) => {
    const text = pointed(value instanceof Uint8Array ? integerOf(value) : BigInt(value), scale)
    return precision <= sureDigits ? numberOf(text) : text
  }
}

function pointed(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale))
  const sign = unscaled < 0n ? '-' : ''
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

const integerOf = (bytes: Uint8Array) =>
  BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`))

/** A row of values as JSON, and about how many bytes it takes. Throws an Unreadable when these are too many. */
export function toRow(entries: [column: string, value: unknown][]): {
  value: Record<string, unknown>
  sizeBytes: number
} {
  let sizeBytes = 0
  const count = (bytes: number) => {
    sizeBytes += bytes
    if (sizeBytes > longestRowBytes) throw new Unreadable(tooLong)
  }
  const toObject = (all: [string, unknown][]) =>
    Object.fromEntries(
      all.map(([name, value]) => {
        count(name.length + 4)
        return [name, toJson(value)]
      }),
    )
  const toJson = (value: unknown): unknown => {
    if (value instanceof Uint8Array) {
      count(Math.ceil(value.length / 3) * 4)
      return Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64')
    }
    if (Array.isArray(value)) return Array.from(value, toJson)
    if (typeof value === 'object' && value) return toObject(Object.entries(value))
    const scalar = scalarOf(value)
    count(typeof scalar === 'string' ? scalar.length + 2 : 4)
    return scalar
  }
  return { value: toObject(entries), sizeBytes }
}

function scalarOf(value: unknown): unknown {
  if (value === undefined) return null
  if (value === noText) throw new Unreadable('A text of this row is not UTF-8.')
  if (typeof value === 'bigint') return exactly(value)
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  return value
}
