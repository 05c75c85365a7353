import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'

/** What may wait for the end of a turn, in bytes. */
const mostHeld = 64 * 1024

/** Where messages leave to a client. Those of one turn of the event loop leave together, by one call of the system. */
export type Outlet = {
  isOpen: () => boolean
  /** `onSent` hears when it has left this process. Answers whether the client keeps up: whether nothing waits since an earlier turn. */
  send: (text: string, onSent: () => void) => boolean
}

/** Makes the outlet of a client, by its socket and what that is on. */
export type OpenOutlet = (socket: WebSocket, on: Socket) => Outlet

export function createOutlets(): OpenOutlet {
  let held: SocketOutlet[] = []
  const release = () => {
    const all = held
    held = []
    for (const outlet of all) outlet.release()
  }
  const hold = (outlet: SocketOutlet) => {
    if (held.push(outlet) === 1) setImmediate(release)
  }
  return (socket, on) => new SocketOutlet({ socket, on, hold })
}

type Options = { socket: WebSocket; on: Socket; hold: (outlet: SocketOutlet) => void }

class SocketOutlet implements Outlet {
  #socket: WebSocket
  #on: Socket
  #hold: Options['hold']
  #isHeld = false
  #isBehind = false

  constructor({ socket, on, hold }: Options) {
    this.#socket = socket
    this.#on = on
    this.#hold = hold
  }

  isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  send(text: string, onSent: () => void): boolean {
    if (!this.#isHeld) {
      this.#isHeld = true
      this.#isBehind = this.#socket.bufferedAmount > 0
      this.#on.cork()
      this.#hold(this)
    }
    this.#socket.send(text, onSent)
    return !this.#isBehind && this.#socket.bufferedAmount < mostHeld
  }

  release(): void {
    this.#isHeld = false
    this.#on.uncork()
  }
}
