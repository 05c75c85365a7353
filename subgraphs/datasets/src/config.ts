import { SubgraphConfig, parseConfig } from '@weft/kit/config'
import { checkObjectsConfig, objectsFields } from '@weft/kit/objects-config'
import type { z } from 'zod'

export const Config = SubgraphConfig.extend(objectsFields).superRefine(checkObjectsConfig)
export type Config = z.infer<typeof Config>

export const loadConfig = (): Config => parseConfig(Config)
