import { parseDocument } from 'yaml'
import { z } from 'zod'
import { cardProblems, headOf } from './hub.card.ts'
import { parseBody } from './hub.request.ts'
import type { HubRequest } from './hub.request.ts'

const Body = z.object({ content: z.string() })
const nothing = 'There are no metadata at the head of this card.'

/** Judges the metadata at the head of a README: whether they are YAML, and whether known fields have their shape. */
export async function validateYaml(hub: HubRequest) {
  const { content } = parseBody(Body, hub.request)
  const { metadata, problems } = read(headOf(content))
  if (metadata !== null) problems.push(...cardProblems(metadata))
  if (problems.length) void hub.reply.code(400)
  const toMessage = (message: string) => ({ message })
  const isEmpty = !problems.length && metadata === null
  return { errors: problems.map(toMessage), warnings: isEmpty ? [toMessage(nothing)] : [] }
}

function read(head: string): { metadata: unknown; problems: string[] } {
  const document = parseDocument(head)
  const problems = document.errors.map(({ message }) => message)
  if (problems.length) return { metadata: null, problems }
  try {
    return { metadata: document.toJS() as unknown, problems }
  } catch (error) {
    return { metadata: null, problems: [String(error)] } // aliases that would make it endless
  }
}
