import { SPECIAL_TOKENS, type Bpe } from './bpe.ts'

const [TEXT_END, , TURN_END] = SPECIAL_TOKENS

export const CHAT_TEMPLATE =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] " +
  "+ '<|im_end|>' + '\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"

/** The content of `tokenizer.json`. */
export function tokenizerFile({ tokens, merges }: Bpe) {
  const isSpecial = (token: string) => /^<\|\w+\|>$/.test(token)
  const addedTokens = tokens.flatMap((content, id) =>
    isSpecial(content)
      ? {
          id,
          content,
          single_word: false,
          lstrip: false,
          rstrip: false,
          normalized: false,
          special: true,
        }
      : [],
  )
  const byteLevel = { type: 'ByteLevel', trim_offsets: true, use_regex: true }
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens,
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Digits', individual_digits: true },
        { ...byteLevel, add_prefix_space: false },
      ],
    },
    post_processor: null,
    decoder: { ...byteLevel, add_prefix_space: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges,
    },
  }
}

/** The content of `tokenizer_config.json`. */
export const tokenizerConfigFile = (contextLength: number) => ({
  bos_token: TEXT_END,
  eos_token: TURN_END,
  pad_token: TEXT_END,
  unk_token: null,
  add_bos_token: false,
  model_max_length: contextLength,
  tokenizer_class: 'PreTrainedTokenizerFast',
  clean_up_tokenization_spaces: false,
  chat_template: CHAT_TEMPLATE,
})
