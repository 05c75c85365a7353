import { NotFoundError, ValidationError } from '@weft/kit/errors'
import { z } from 'zod'
import type { Context } from '../context.ts'

const Said = z.object({
  description: z.string().max(10_000, 'is longer than 10,000 characters.').nullish(),
  projectId: z.string().nullish(),
  tags: z
    .array(z.string().trim().min(1, 'is empty.').max(100, 'is longer than 100 characters.'))
    .max(100, 'are more than 100.')
    .transform((tags) => [...new Set(tags)])
    .nullish(),
})

/** What of `input` is said about a repository, if it keeps the rules. */
export function checkSaid(input: unknown): z.infer<typeof Said> {
  const parsed = Said.safeParse(input)
  if (parsed.success) return parsed.data
  throw ValidationError.from(parsed.error, 'input')
}

/** Sees that a project is one of the namespace. */
export async function checkProject(
  { loaders }: Context,
  id: string,
  namespace: string,
): Promise<void> {
  const project = await loaders.projects.load(id)
  if (!project) throw new NotFoundError(`No project \`${id}\`.`)
  if (project.namespace.name === namespace) return
  throw new ValidationError([
    { path: 'input.projectId', message: 'The project belongs to another namespace.' },
  ])
}
