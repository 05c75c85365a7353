import { defineConfig, mergeConfig } from 'vitest/config'
import shared from '../../vitest.config.ts'

/** Tests with the Python clients of the Hugging Face Hub: `npm run test:huggingface`. */
export default mergeConfig(
  { ...shared, test: { ...shared.test, include: undefined, globalSetup: undefined } },
  defineConfig({
    root: `${import.meta.dirname}/../..`,
    test: {
      include: ['test/huggingface/*.huggingface.ts'],
      fileParallelism: false,
      testTimeout: 300_000,
    },
  }),
)
