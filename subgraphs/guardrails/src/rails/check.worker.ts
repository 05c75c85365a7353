import { parentPort } from 'node:worker_threads'
import { checkMessages } from './check.ts'
import type { Message } from './check.ts'
import { createRailCache } from './rail-cache.ts'
import type { Rules } from './rail-cache.ts'

const rails = createRailCache()

parentPort!.on('message', (task: { number: number; rules: Rules; messages: Message[] }) => {
  const check = checkMessages(rails(task.rules), task.messages)
  parentPort!.postMessage({ number: task.number, check })
})
