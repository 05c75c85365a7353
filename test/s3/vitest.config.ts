import { defineConfig, mergeConfig } from 'vitest/config'
import shared from '../../vitest.config.ts'

/** Tests against a real S3 server: `npm run test:s3`. */
export default mergeConfig(
  { ...shared, test: { ...shared.test, include: undefined } },
  defineConfig({
    root: `${import.meta.dirname}/../..`,
    test: {
      include: ['test/s3/*.s3.ts'],
      globalSetup: ['test/setup/postgres.ts', 'test/s3/server.ts'],
    },
  }),
)
