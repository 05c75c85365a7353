import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createRandom } from '@weft/embedded-trainer/random'
import { writeJson } from '@weft/model-files/json-file'
import type { LlamaConfig } from '@weft/model-files/llama-config'
import { writeSafetensors } from '@weft/model-files/safetensors'
import { createTokenizer } from '@weft/model-files/tokenizer'
import { readTokenizerFiles } from '@weft/model-files/tokenizer-files'
import { SPECIAL_TOKENS, trainBpe } from './bpe.ts'
import { createCorpus } from './corpus.ts'
import { llamaConfigFile } from './llama-config-file.ts'
import { initialWeights, pretrain } from './pretrain.ts'
import { tokenizerConfigFile, tokenizerFile } from './tokenizer-file.ts'

/** Makes the base model that ships, from nothing: `node make-tinyworld.ts [steps] [folder]`. */
const [, , steps = '1500', folder = join(import.meta.dirname, 'tinyworld')] = process.argv

const config: LlamaConfig = {
  vocabularySize: 1024,
  hiddenSize: 192,
  feedForwardSize: 512,
  layerCount: 4,
  headCount: 6,
  keyValueHeadCount: 3,
  headSize: 32,
  contextLength: 256,
  ropeTheta: 10_000,
  normEpsilon: 1e-5,
  tiesEmbeddings: true,
}

const random = createRandom(42)
const corpus = createCorpus(random)
const bpe = trainBpe(corpus.sample(), config.vocabularySize)
const idOf = (token: string) => bpe.tokens.indexOf(token)
const ids = { beginId: idOf(SPECIAL_TOKENS[0]), endId: idOf(SPECIAL_TOKENS[2]) }

await mkdir(folder, { recursive: true })
await writeJson(join(folder, 'config.json'), llamaConfigFile(config, ids))
await writeJson(join(folder, 'tokenizer.json'), tokenizerFile(bpe))
await writeJson(join(folder, 'tokenizer_config.json'), tokenizerConfigFile(config.contextLength))

const tokenizer = createTokenizer(await readTokenizerFiles(folder))
const draw = () => {
  const ids = tokenizer.encode(tokenizer.render(corpus.draw().messages, { forAnswer: false }))
  return { ids, isTarget: ids.map(() => true) }
}

const weights = initialWeights(config, random)
await pretrain(
  { config, weights, draw, paddingId: ids.beginId, stepCount: Number(steps), threads: 1 },
  console.log,
)
await writeSafetensors(join(folder, 'model.safetensors'), weights)
console.log(`The model is in ${folder}.`)
