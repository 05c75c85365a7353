import type { GgufValue } from './gguf.ts'
import type { TokenizerFile, TokenizerFiles } from './tokenizer-files.ts'

const NORMAL = 1
const CONTROL = 3
const USER_DEFINED = 4
const UNUSED = 5

/** The `tokenizer.*` metadata of a byte-level BPE, the one kind that Llama 3 and SmolLM use. */
export function tokenizerMetadata(
  { tokenizer, config, chatTemplate }: TokenizerFiles,
  vocabularySize: number,
): Record<string, GgufValue> {
  const { tokens, types } = listTokens(tokenizer, vocabularySize)
  const metadata: Record<string, GgufValue> = {
    'tokenizer.ggml.model': { text: 'gpt2' },
    'tokenizer.ggml.pre': { text: preTokenizerOf(tokenizer) },
    'tokenizer.ggml.tokens': { texts: tokens },
    'tokenizer.ggml.token_type': { int32s: types },
    'tokenizer.ggml.merges': { texts: tokenizer.model.merges.map((merge) => merge.join(' ')) },
    'tokenizer.ggml.add_bos_token': { boolean: config.add_bos_token ?? false },
  }
  const named = { bos: config.bos_token, eos: config.eos_token, padding: config.pad_token }
  for (const [name, token] of Object.entries(named)) {
    const id = token ? tokens.indexOf(token) : -1
    if (id >= 0) metadata[`tokenizer.ggml.${name}_token_id`] = { uint32: id }
  }
  if (chatTemplate) metadata['tokenizer.chat_template'] = { text: chatTemplate }
  return metadata
}

function listTokens({ model, added_tokens }: TokenizerFile, vocabularySize: number) {
  const tokens = Array.from({ length: vocabularySize }, (_, id) => `[PAD${id}]`)
  const types = tokens.map(() => UNUSED)
  const put = (id: number, token: string, type: number) => {
    if (id >= vocabularySize)
      throw new Error(`tokenizer.json has token ${id}, the model only ${vocabularySize} of them.`)
    tokens[id] = token
    types[id] = type
  }
  for (const [token, id] of Object.entries(model.vocab)) put(id, token, NORMAL)
  for (const { id, content, special } of added_tokens)
    put(id, content, special ? CONTROL : USER_DEFINED)
  return { tokens, types }
}

/** llama.cpp knows ways to cut a text into words by name only; a wrong one gives other tokens. */
function preTokenizerOf({ model, pre_tokenizer }: TokenizerFile) {
  const shape = JSON.stringify(pre_tokenizer ?? null)
  const isByteLevel = model.type === 'BPE' && !model.byte_fallback && shape.includes('"ByteLevel"')
  if (isByteLevel && shape.includes('"Digits"')) return 'smollm'
  if (isByteLevel && shape.includes(String.raw`\\p{N}{1,3}`)) return 'llama-bpe'
  if (isByteLevel && !shape.includes('"Split"')) return 'gpt-2'
  throw new Error('The tokenizer is of a kind that cannot be served: only byte-level BPE can.')
}
