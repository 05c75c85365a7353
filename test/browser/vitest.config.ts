import { defineConfig, mergeConfig } from 'vitest/config'
import shared from '../../vitest.config.ts'

export default mergeConfig(
  { ...shared, test: { ...shared.test, include: [] } },
  defineConfig({
    test: { root: `${import.meta.dirname}/../..`, include: ['test/browser/*.browser.ts'] },
  }),
)
