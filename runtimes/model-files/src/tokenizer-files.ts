import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readJson } from './json-file.ts'

const merge = z.union([
  z.tuple([z.string(), z.string()]),
  z.string().transform((text) => text.split(' ') as [string, string]),
])

const tokenizerFile = z.looseObject({
  added_tokens: z
    .array(z.looseObject({ id: z.int(), content: z.string(), special: z.boolean() }))
    .default([]),
  pre_tokenizer: z.unknown(),
  model: z.looseObject({
    type: z.string(),
    vocab: z.record(z.string(), z.int().nonnegative()),
    merges: z.array(merge),
    byte_fallback: z.boolean().nullish(),
  }),
})
export type TokenizerFile = z.infer<typeof tokenizerFile>

const tokenName = z
  .union([z.string(), z.looseObject({ content: z.string() }).transform(({ content }) => content)])
  .nullish()

const tokenizerConfigFile = z.looseObject({
  bos_token: tokenName,
  eos_token: tokenName,
  pad_token: tokenName,
  add_bos_token: z.boolean().nullish(),
  chat_template: z
    .union([z.string(), z.array(z.object({ name: z.string(), template: z.string() }))])
    .nullish(),
})
export type TokenizerConfigFile = z.infer<typeof tokenizerConfigFile>

export type TokenizerFiles = {
  tokenizer: TokenizerFile
  config: TokenizerConfigFile
  chatTemplate: string | null
}

export async function readTokenizerFiles(folder: string): Promise<TokenizerFiles> {
  const tokenizer = await parseFile(folder, 'tokenizer.json', tokenizerFile)
  const config = await parseFile(folder, 'tokenizer_config.json', tokenizerConfigFile)
  return { tokenizer, config, chatTemplate: await findChatTemplate(folder, config) }
}

async function parseFile<S extends z.ZodType>(folder: string, name: string, schema: S) {
  const parsed = schema.safeParse(await readJson(join(folder, name)))
  if (parsed.success) return parsed.data
  throw new Error(`${name} is not usable:\n${z.prettifyError(parsed.error)}`)
}

async function findChatTemplate(folder: string, config: TokenizerConfigFile) {
  const file = join(folder, 'chat_template.jinja')
  if (existsSync(file)) return readFile(file, 'utf8')
  const template = config.chat_template
  if (!Array.isArray(template)) return template ?? null
  return template.find(({ name }) => name === 'default')?.template ?? null
}
