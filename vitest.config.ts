import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    globalSetup: 'test/setup/postgres.ts',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
