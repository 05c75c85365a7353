import { ValidationError } from '@weft/kit/errors'
import { readGguf } from './gguf.ts'
import type { GgufHeader } from './gguf-reader.ts'
import { precisionOf, size } from './model-files.ts'
import type { ModelSpec } from './model-files.ts'
import type { RepositoryFile, RepositoryVersion } from './repository-files.ts'

/** What a model is whose weights are GGUF, read from the metadata of the file, or of the first of its parts. */
export async function readGgufSpec(version: RepositoryVersion): Promise<ModelSpec> {
  const parts = partsOf(version)
  const headers = await Promise.all(parts.map(readGguf))
  const { metadata } = headers[0]!
  const tensors = headers.flatMap((header) => header.tensors)
  const refuse = (message: string) => new ValidationError([{ path: parts[0]!.path, message }])
  if (!tensors.length) throw refuse('It holds no tensor.')
  const family = metadata.get('general.architecture')
  if (typeof family !== 'string') throw refuse('Its metadata has no `general.architecture`.')
  const numberAt = (key: string) => {
    const value = metadata.get(`${family}.${key}`)
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value
    throw refuse(`Its metadata has no \`${family}.${key}\` that is a whole number.`)
  }
  return {
    architecture: family,
    parameterCount: tensors.reduce((sum, { shape }) => sum + size(shape), 0),
    contextLength: numberAt('context_length'),
    hiddenSize: numberAt('embedding_length'),
    layerCount: numberAt('block_count'),
    vocabularySize: vocabularyOf(metadata) ?? numberAt('vocab_size'),
    precision: precisionOf(tensors.map(({ type, shape }) => ({ dtype: type, shape }))),
    isChat: metadata.has('tokenizer.chat_template'),
    isEmbedding: poolings.has(metadata.get(`${family}.pooling_type`)),
  }
}

/** Mean, first token, last token; 4 ranks instead. https://github.com/ggml-org/llama.cpp, llama_pooling_type */
const poolings = new Set<unknown>([1, 2, 3])

function vocabularyOf(metadata: GgufHeader['metadata']): number | null {
  const tokens = metadata.get('tokenizer.ggml.tokens')
  return typeof tokens === 'object' && tokens.length > 0 ? tokens.length : null
}

/** One file, or all parts `…-00001-of-00003.gguf` of one. */
function partsOf({ files }: RepositoryVersion): RepositoryFile[] {
  const found = [...files.values()].filter(({ path }) => path.endsWith('.gguf'))
  found.sort((a, b) => (a.path < b.path ? -1 : 1))
  const [first] = found
  const [, name, count] = /^(.*)-00001-of-(\d{5})\.gguf$/.exec(first!.path) ?? []
  const expected = name
    ? Array.from(
        { length: Number(count) },
        (_, i) => `${name}-${String(i + 1).padStart(5, '0')}-of-${count}.gguf`,
      )
    : [first!.path]
  if (expected.join() === found.map(({ path }) => path).join()) return found
  throw new ValidationError([
    { path: first!.path, message: 'A model is one GGUF file, or all numbered parts of one.' },
  ])
}
