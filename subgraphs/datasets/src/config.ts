import { SubgraphConfig, parseConfig } from '@weft/kit/config'
import { checkObjectsConfig, objectsFields } from '@weft/kit/objects-config'
import { z } from 'zod'

const fields = {
  ...objectsFields,
  /** Up to how many bytes of rows a commit or a comparison reads before it answers. */
  ROWS_AT_ONCE_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(64 * 1024 ** 2),
}

export const Config = SubgraphConfig.extend(fields).superRefine(checkObjectsConfig)
export type Config = z.infer<typeof Config>

export const loadConfig = (): Config => parseConfig(Config)
