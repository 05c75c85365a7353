import { databaseConfig } from '@weft/kit/database'
import { ServedAdapter } from './adapters/adapter.entity.ts'
import { Deployment } from './deployments/deployment.entity.ts'

export const databaseOf = (url: string): ReturnType<typeof databaseConfig> =>
  databaseConfig(url, { entities: [Deployment, ServedAdapter], folder: import.meta.dirname })
