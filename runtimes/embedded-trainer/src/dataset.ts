import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hub } from '@weft/model-files/hub'
import type { Tokenizer } from '@weft/model-files/tokenizer'
import type { Example } from './batch.ts'
import type { JobSpec } from './config.ts'
import { cutExamples, toExample } from './examples.ts'
import { parseRows, type Row } from './rows.ts'
import { holdOut } from './split.ts'

const ROW_FILES = /^(training|validation)\/.*\.jsonl$/

export type Rows = { training: Row[]; validation: Row[] }
export type Examples = { training: Example[]; validation: Example[] }

/** The rows of all JSONL files under `training/` and `validation/`. */
export async function downloadRows(
  hub: Hub,
  { repository, address = repository, revision }: JobSpec['dataset'],
  folder: string,
): Promise<Rows> {
  const source = { type: 'dataset', name: address, revision } as const
  const files = await hub.listFiles(source)
  const paths = files
    .filter(({ path, sizeBytes }) => sizeBytes > 0 && ROW_FILES.test(path))
    .map(({ path }) => path)
    .toSorted()
  await hub.downloadFiles(source, paths, { folder })

  const rows: Rows = { training: [], validation: [] }
  for (const path of paths) {
    const split = path.startsWith('training/') ? rows.training : rows.validation
    split.push(...parseRows(await readFile(join(folder, path), 'utf8'), path))
  }
  if (!rows.training.length)
    throw new Error(`${repository}@${revision} has no rows in training/*.jsonl.`)
  return rows
}

/** Makes examples of rows; what had to be held out or cut is told to `log`. */
export function prepareExamples(
  rows: Rows,
  { tokenizer, length, seed }: { tokenizer: Tokenizer; length: number; seed: number },
  log: (text: string) => void,
): Examples {
  const split = rows.validation.length ? rows : holdOut(rows.training, seed)
  if (split !== rows && split.validation.length)
    log(`There is no validation/: ${split.validation.length} rows are held out to validate with.`)

  const prepare = (some: readonly Row[], name: string) => {
    const { examples, cutCount } = cutExamples(
      some.map((row) => toExample(tokenizer, row)),
      length,
    )
    const lost = some.length - examples.length
    if (cutCount) log(`${cutCount} ${name} rows are longer than ${length} tokens and were cut.`)
    if (lost) log(`${lost} ${name} rows have no answer within ${length} tokens and are left out.`)
    return examples
  }
  const training = prepare(split.training, 'training')
  if (!training.length) throw new Error(`No training row has an answer within ${length} tokens.`)
  return { training, validation: prepare(split.validation, 'validation') }
}
