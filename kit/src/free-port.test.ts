import { expect, test } from 'vitest'
import { freePort } from './free-port.ts'

test('no port is given twice before it could be used', async () => {
  const ports = new Set<number>()
  for (let given = 0; given < 500; given++) ports.add(await freePort())
  expect(ports.size).toBe(500)
})
