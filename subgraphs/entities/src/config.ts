import { SubgraphConfig, parseConfig } from '@weft/kit/config'
import type { z } from 'zod'
import { EncryptionKeys } from './encryption/key-ring.ts'

export const Config = SubgraphConfig.extend({
  /** The API keys of external models are kept under these. */
  ENCRYPTION_KEYS: EncryptionKeys,
})
export type Config = z.infer<typeof Config>
export const loadConfig = (): Config => parseConfig(Config)
