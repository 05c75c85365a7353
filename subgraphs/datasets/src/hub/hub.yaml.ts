import type { FastifyReply, FastifyRequest } from 'fastify'
import { loadAll } from 'js-yaml'
import { z } from 'zod'
import { cardProblems, headOf } from './hub.card.ts'
import { parseBody } from './hub.request.ts'

const Body = z.object({ content: z.string() })
const nothing = 'There are no metadata at the head of this card.'

/** Anybody may ask, so it must not take long. */
const longestHead = 1024 ** 2
const mostWork = 4 * 1024 ** 2
/** Of a value, beside each of its characters. */
const workOfPart = 64

/** Judges the metadata at the head of a README: whether they are YAML, and whether known fields have their shape. */
export async function validateYaml(request: FastifyRequest, reply: FastifyReply) {
  const { metadata, problems } = readMetadata(headOf(parseBody(Body, request).content))
  if (metadata !== null) problems.push(...cardProblems(metadata))
  if (problems.length) void reply.code(400)
  const toMessage = (message: string) => ({ message })
  const isEmpty = !problems.length && metadata === null
  return { errors: problems.map(toMessage), warnings: isEmpty ? [toMessage(nothing)] : [] }
}

/** What the head of a card says; null when it says nothing, or cannot be read. */
export function readMetadata(head: string): { metadata: unknown; problems: string[] } {
  if (head.length > longestHead) return refused('The metadata are longer than 1 MiB.')
  try {
    const [metadata = null] = loadAll(head)
    if (isLittle(metadata)) return { metadata, problems: [] }
    return refused('The metadata have more than 60,000 parts, or aliases repeat too much.')
  } catch (error) {
    return refused((error as Error).message)
  }
}

const refused = (problem: string) => ({ metadata: null, problems: [problem] })

/** What an alias repeats counts each time. */
function isLittle(metadata: unknown): boolean {
  let left = mostWork
  const count = (key: string, value: unknown) => {
    left -= workOfPart + key.length + (typeof value === 'string' ? value.length : 0)
    if (left < 0) throw new RangeError('too much')
    return value
  }
  try {
    JSON.stringify(metadata, count)
    return true
  } catch {
    return false // also of what stands in itself
  }
}
