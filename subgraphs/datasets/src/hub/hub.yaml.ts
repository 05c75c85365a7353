import { parseDocument } from 'yaml'
import { z } from 'zod'
import { parseBody } from './hub.request.ts'
import type { HubRequest } from './hub.request.ts'

const Body = z.object({ content: z.string() })
const frontMatter = /^---\r?\n([\s\S]*?)\r?\n---(\r?\n|$)/

/** Whether what stands between `---` and `---` at the head of a README is YAML; what it says is not judged. */
export async function validateYaml(hub: HubRequest) {
  const { content } = parseBody(Body, hub.request)
  const head = frontMatter.exec(content)?.[1] ?? ''
  const errors = parseDocument(head).errors.map(({ message }) => ({ message }))
  if (errors.length) void hub.reply.code(400)
  return { errors, warnings: [] }
}
