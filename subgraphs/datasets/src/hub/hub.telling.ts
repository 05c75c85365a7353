import { z } from 'zod'
import type { Context } from '../context.ts'
import type { Version } from '../versions/version.entity.ts'
import { findFile } from '../versions/version.service.ts'
import { headOf } from './hub.card.ts'
import { textOf } from './hub.texts.ts'
import { readMetadata } from './hub.yaml.ts'

const longestCard = 1024 ** 2

const text = z.string().optional().catch(undefined)
const Told = z.object({
  pipeline_tag: text,
  library_name: text,
  tags: z.array(z.string()).catch([]),
})

/** What the card of a version says at its head, as clients look for it; nothing when it cannot be read. */
export async function toldByCard(ctx: Context, version: Version | null) {
  const file = version && (await findFile(ctx, version.id, 'README.md'))
  if (!file || file.sizeBytes > longestCard) return null
  const { metadata: cardData } = readMetadata(headOf(await textOf(ctx, file)))
  const { data: told } = Told.safeParse(cardData)
  return told ? { cardData, ...told } : null
}
