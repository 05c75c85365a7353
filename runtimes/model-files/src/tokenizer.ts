import { Template } from '@huggingface/jinja'
import { Tokenizer as TokenizerModel } from '@huggingface/tokenizers'
import type { TokenizerFiles } from './tokenizer-files.ts'

export type ChatMessage = { role: string; content: string }

export type Tokenizer = {
  beginId: number | null
  endId: number
  addsBegin: boolean
  /** The tokens of exactly this text; special tokens that stand in it are recognized. */
  encode(text: string): number[]
  decode(ids: readonly number[]): string
  /** The conversation as the model reads it; with `forAnswer`, up to where the next answer begins. */
  render(messages: readonly ChatMessage[], options: { forAnswer: boolean }): string
}

export function createTokenizer({ tokenizer, config, chatTemplate }: TokenizerFiles): Tokenizer {
  const model = new TokenizerModel(tokenizer, config)
  const template = chatTemplate ? new Template(chatTemplate) : null
  const idOf = (token: string | null | undefined) => (token && model.token_to_id(token)) ?? null
  const endId = idOf(config.eos_token)
  if (typeof endId !== 'number')
    throw new Error('tokenizer_config.json names no eos_token that tokenizer.json knows.')
  const beginId = idOf(config.bos_token)

  return {
    beginId: typeof beginId === 'number' ? beginId : null,
    endId,
    addsBegin: config.add_bos_token ?? false,
    encode: (text) => (text ? model.encode(text, { add_special_tokens: false }).ids : []),
    decode: (ids) => (ids.length ? model.decode([...ids], { skip_special_tokens: true }) : ''),
    render(messages, { forAnswer }) {
      if (!template)
        throw new Error('The base model has no chat template, so it cannot read chats.')
      return template.render({
        messages,
        add_generation_prompt: forAnswer,
        bos_token: config.bos_token ?? '',
        eos_token: config.eos_token ?? '',
      })
    },
  }
}
