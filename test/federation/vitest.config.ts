import { defineConfig, mergeConfig } from 'vitest/config'
import shared from '../../vitest.config.ts'

/** Many thousand operations over hundreds of graphs: `npm run test:federation`, from FIRST_SEED on. */
export default mergeConfig(
  { ...shared, test: { ...shared.test, include: undefined, globalSetup: undefined } },
  defineConfig({
    root: `${import.meta.dirname}/../..`,
    test: { include: ['test/federation/*.federation.ts'], testTimeout: 600_000 },
  }),
)
