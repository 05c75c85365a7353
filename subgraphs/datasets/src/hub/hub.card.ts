import { z } from 'zod'

const text = z.string()
const texts = z.union([text, z.array(text)])

const Metric = z.looseObject({ type: text, value: z.unknown(), name: text.nullish() })
const Evaluation = z.looseObject({
  task: z.looseObject({ type: text }),
  dataset: z.looseObject({ name: text, type: text }),
  metrics: z.array(Metric),
})

/** The fields of a card that clients and people read, as far as they have a shape; any other may stand beside them. */
const Card = z.looseObject({
  license: texts.nullish(),
  license_name: text.nullish(),
  license_link: text.nullish(),
  language: texts.nullish(),
  tags: z.array(text).nullish(),
  pretty_name: text.nullish(),
  pipeline_tag: text.nullish(),
  library_name: text.nullish(),
  base_model: texts.nullish(),
  datasets: texts.nullish(),
  metrics: texts.nullish(),
  task_categories: texts.nullish(),
  size_categories: texts.nullish(),
  configs: z.array(z.looseObject({ config_name: text })).nullish(),
  'model-index': z.array(z.looseObject({ name: text, results: z.array(Evaluation) })).nullish(),
})

const frontMatter = /^---\r?\n([\s\S]*?)\r?\n---(\r?\n|$)/

/** What stands between `---` and `---` at the head of a README; empty when nothing does. */
export const headOf = (readme: string): string => frontMatter.exec(readme)?.[1] ?? ''

const mostProblems = 100

/** What is wrong with the metadata of a card, each with the field that it is about. */
export function cardProblems(metadata: unknown): string[] {
  const { error } = Card.safeParse(metadata)
  return (error?.issues ?? [])
    .slice(0, mostProblems)
    .map(({ path, message }) =>
      path.length ? `\`${path.join('.')}\`: ${message}` : 'The metadata are no list of fields.',
    )
}
