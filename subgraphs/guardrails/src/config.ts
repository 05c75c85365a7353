import { SubgraphConfig, parseConfig } from '@weft/kit/config'

export const Config = SubgraphConfig
export type Config = SubgraphConfig
export const loadConfig = (): Config => parseConfig(SubgraphConfig)
