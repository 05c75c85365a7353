import { databaseConfig } from '@weft/kit/database'
import { GuardrailConfig } from './configs/config.entity.ts'
import { ModelGuard } from './guards/guard.entity.ts'
import { GuardrailVerdict } from './verdicts/verdict.entity.ts'

export const databaseOf = (url: string): ReturnType<typeof databaseConfig> =>
  databaseConfig(url, {
    entities: [GuardrailConfig, ModelGuard, GuardrailVerdict],
    folder: import.meta.dirname,
  })
