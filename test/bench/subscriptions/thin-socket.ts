import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** One WebSocket, by as little code as reads what comes: whoever reads shares a core with the database and the subgraphs. */
export type ThinSocket = { send: (message: object) => void; terminate: () => void }

type Options = {
  onOpen: (socket: ThinSocket) => void
  onMessage: (text: string) => void
  /** With the code by which the server closed it; null when it broke off. */
  onClose: (code: number | null) => void
}

/**
 * Speaks the part of the protocol that is needed here: whole text frames, pings, and an end.
 * @see https://www.rfc-editor.org/rfc/rfc6455
 */
export function openSocket(
  url: string,
  protocol: string,
  { onOpen, onMessage, onClose }: Options,
): void {
  const { hostname, port, host, pathname } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  const self: ThinSocket = {
    send: (message) => socket.write(frame(text, Buffer.from(JSON.stringify(message)))),
    terminate: () => {
      socket.removeAllListeners('close').destroy()
    },
  }
  const upgrade = [
    `GET ${pathname} HTTP/1.1`,
    `host: ${host}`,
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    `sec-websocket-key: ${randomBytes(16).toString('base64')}`,
    `sec-websocket-protocol: ${protocol}`,
  ]
  socket.write(`${upgrade.join('\r\n')}\r\n\r\n`)
  socket.once('data', (answer: Buffer) => {
    if (!answer.toString('latin1').startsWith('HTTP/1.1 101')) return onClose(null)
    onOpen(self)
    readFrames(socket, answer.subarray(answer.indexOf('\r\n\r\n') + 4), { onMessage, onClose })
  })
  socket.on('error', () => {}) // it closes then
  socket.once('close', () => onClose(null))
}

const [text, close, ping, pong] = [1, 8, 9, 10]

function readFrames(
  socket: Socket,
  first: Buffer,
  { onMessage, onClose }: Omit<Options, 'onOpen'>,
) {
  let rest = first
  const read = (chunk: Buffer) => {
    let bytes = rest.length ? Buffer.concat([rest, chunk]) : chunk
    for (let found = frameIn(bytes); found; found = frameIn(bytes)) {
      const { opcode, body, length } = found
      bytes = bytes.subarray(length)
      if (opcode === text) onMessage(body.toString())
      else if (opcode === ping) socket.write(frame(pong, body))
      else if (opcode === close) onClose(body.readUInt16BE())
    }
    rest = bytes
  }
  socket.on('data', read)
}

/** The first frame, when all of it is there. */
function frameIn(bytes: Buffer): { opcode: number; body: Buffer; length: number } | null {
  if (bytes.length < 2) return null
  const short = bytes[1]! & 127
  const begin = short < 126 ? 2 : short === 126 ? 4 : 10
  if (bytes.length < begin) return null
  const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : bytes.readUInt32BE(6)
  const length = begin + size
  if (bytes.length < length) return null
  return { opcode: bytes[0]! & 15, body: bytes.subarray(begin, length), length }
}

/** Of less than 64 KiB; masked with zeros, which is as good as any mask. */
function frame(opcode: number, body: Buffer): Buffer {
  const isShort = body.length < 126
  const head = Buffer.alloc(isShort ? 6 : 8)
  head[0] = 128 | opcode
  head[1] = 128 | (isShort ? body.length : 126)
  if (!isShort) head.writeUInt16BE(body.length, 2)
  return Buffer.concat([head, body])
}
