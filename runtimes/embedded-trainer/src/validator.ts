import type { Adapter } from '@weft/model-files/lora'
import type { Tensors } from '@weft/model-files/tensor'
import { makeBatch, type Example } from './batch.ts'
import { createJudge, type Judgement } from './early-stopping.ts'
import type { Engine } from './engine.ts'
import type { Hyperparameters } from './hyperparameters.ts'

export type Validation = Judgement & { loss: number }
export type Validator = {
  /** The loss on the validation rows as of now; null when there are no such rows. */
  measure(): Promise<Validation | null>
  /** With early stopping, puts back the adapter that measured best and gives its loss. */
  restoreBest(): number | null
}

export function createValidator(
  { engine, adapter }: { engine: Engine; adapter: Adapter },
  rows: { validation: readonly Example[]; paddingId: number },
  { batchSize, earlyStopping }: Hyperparameters,
): Validator {
  const judge = createJudge(earlyStopping)
  let best: { tensors: Tensors; loss: number } | null = null
  return {
    async measure() {
      if (!rows.validation.length) return null
      const loss = await meanLoss(engine, { ...rows, batchSize }, adapter.tensors)
      if (!Number.isFinite(loss)) throw new Error(`The validation loss became ${loss}.`)
      const judgement = judge(loss)
      if (earlyStopping && judgement.isBest) best = { tensors: copyOf(adapter.tensors), loss }
      return { loss, ...judgement }
    },
    restoreBest() {
      for (const [name, { data }] of best?.tensors ?? []) adapter.tensors.get(name)?.data.set(data)
      return best?.loss ?? null
    },
  }
}

/** The mean over all targets, whatever batches they fall into. */
async function meanLoss(
  engine: Engine,
  rows: { validation: readonly Example[]; paddingId: number; batchSize: number },
  adapter: Tensors,
) {
  let sum = 0
  let count = 0
  for (let i = 0; i < rows.validation.length; i += rows.batchSize) {
    const batch = makeBatch(rows.validation.slice(i, i + rows.batchSize), rows.paddingId)
    sum += (await engine.loss(batch, adapter)) * batch.targets.length
    count += batch.targets.length
  }
  return sum / count
}

const copyOf = (tensors: Tensors): Tensors =>
  new Map([...tensors].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]))
