import { SubgraphConfig, parseConfig } from '@weft/kit/config'

export type Config = SubgraphConfig
export const loadConfig = (): Config => parseConfig(SubgraphConfig)
