import type { LlamaConfig } from '@weft/model-files/llama-config'
import { Tensor } from 'onnxruntime-node'

const MASKED = -1e9

/** The inputs of `geometryInputs` for `rowCount` rows of `length` tokens each. */
export function geometryFeeds(config: LlamaConfig, rowCount: number, length: number) {
  const { headCount, keyValueHeadCount, headSize } = config
  const groupSize = headCount / keyValueHeadCount
  const { cosines, sines } = angles(config, rowCount, length)
  const angleShape = [rowCount, 1, length, headSize]
  return {
    cosines: new Tensor('float32', cosines, angleShape),
    sines: new Tensor('float32', sines, angleShape),
    mask: new Tensor('float32', causalMask(groupSize, length), [1, 1, groupSize * length, length]),
    queryShape: shapeTensor(rowCount, length, headCount, headSize),
    keyShape: shapeTensor(rowCount, length, keyValueHeadCount, headSize),
    groupedShape: shapeTensor(rowCount, keyValueHeadCount, groupSize * length, headSize),
    headedShape: shapeTensor(rowCount, headCount, length, headSize),
  }
}

const shapeTensor = (...sizes: number[]) => new Tensor('int64', BigInt64Array.from(sizes, BigInt))

function angles({ headSize, ropeTheta }: LlamaConfig, rowCount: number, length: number) {
  const half = headSize / 2
  const cosines = new Float32Array(rowCount * length * headSize)
  const sines = new Float32Array(cosines.length)
  for (let i = 0; i < length * headSize; i++) {
    const position = Math.floor(i / headSize)
    const angle = position * ropeTheta ** (-((i % headSize) % half) / half)
    cosines[i] = Math.cos(angle)
    sines[i] = Math.sin(angle)
  }
  for (let row = 1; row < rowCount; row++) {
    cosines.copyWithin(row * length * headSize, 0, length * headSize)
    sines.copyWithin(row * length * headSize, 0, length * headSize)
  }
  return { cosines, sines }
}

/** Rows are padded at their end, where causality hides the padding, so nothing else is masked. */
function causalMask(groupSize: number, length: number) {
  const mask = new Float32Array(groupSize * length * length)
  for (let row = 0; row < groupSize * length; row++)
    mask.fill(MASKED, row * length + (row % length) + 1, (row + 1) * length)
  return mask
}
