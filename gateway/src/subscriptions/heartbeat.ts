import type { WebSocket } from 'ws'

export type Heartbeat = { watch: (socket: WebSocket) => void; stop: () => void }

/** Pings every socket once in so many seconds, not all at the same time, and ends those who did not answer the last one. */
export function createHeartbeat(everySeconds: number): Heartbeat {
  const turns = Array.from({ length: everySeconds }, () => new Set<WebSocket>())
  const silent = new Set<WebSocket>()
  let turn = 0
  const beat = (socket: WebSocket) => {
    if (silent.has(socket)) return socket.terminate()
    silent.add(socket)
    socket.ping()
  }
  const timer = setInterval(() => {
    turn = (turn + 1) % everySeconds
    turns[turn]!.forEach(beat)
  }, 1_000)
  return {
    watch: (socket) => {
      const sockets = turns[turn]!
      sockets.add(socket)
      socket.on('pong', () => silent.delete(socket))
      socket.once('close', () => {
        sockets.delete(socket)
        silent.delete(socket)
      })
    },
    stop: () => clearInterval(timer),
  }
}
