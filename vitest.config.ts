import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Vite would take graphql's ES module where Node takes its CommonJS one, and two copies do not know each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['**/*.test.ts'],
    maxWorkers: 2, // most of a test is waiting
    globalSetup: 'test/setup/postgres.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
