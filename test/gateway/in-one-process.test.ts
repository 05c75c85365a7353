import { together } from './federation.ts'

// What is true over sockets is true without them.
together()
await import('./queries.test.ts')
await import('./subscriptions.test.ts')
await import('./server-sent-events.test.ts')
await import('./resuming.test.ts')
await import('./sharing.test.ts')
await import('./equal-queries.test.ts')
await import('./audit.test.ts')
