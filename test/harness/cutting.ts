import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** An address that leads to a port, and can cut all connections that go through it; or cuts each that answers too much. */
export async function startCutting({ mostAnsweredBytes = Infinity } = {}) {
  const open = new Set<Socket>()
  let tooMuch = 0
  let port = 0
  let bytes = 0
  const server = createServer((from) => {
    const to = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one)
      one.on('data', (chunk) => void (bytes += chunk.length))
      one.on('error', () => other.destroy())
      one.on('close', () => open.delete(one) && other.destroy())
      one.pipe(other)
    }
    to.on('data', () => {
      if (to.bytesRead <= mostAnsweredBytes || from.destroyed) return
      tooMuch++
      from.destroy()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.close()
    for (const socket of open) socket.destroy()
    await once(server, 'close')
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (target: number) => void (port = target),
    /** How many bytes went through, both ways together. */
    bytes: () => bytes,
    /** How many connections answered too much. */
    tooMuch: () => tooMuch,
    cut: () => {
      const cut = [...open]
      for (const socket of cut) socket.destroy()
      return cut.length
    },
  }
}
