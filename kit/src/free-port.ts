import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, rmdir, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Below those that any system gives out by itself, to servers that ask for none and to connections that go out. */
const [lowest, highest] = [15_000, 32_000]

/** Within which whoever was given a port listens at it. */
const givenMs = 120_000
/** A folder for each port that was given to some process of this user. */
const givenPorts = join(tmpdir(), `weft-ports-${process.getuid?.() ?? 'all'}`)

/** A loopback port that nobody listens at now, and that nobody else gets before it is used. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest)
    if ((await take(port)) && (await isFree(port))) return port
  }
}

/** Whether it is ours: processes that start at the same time would else find the same port free. */
async function take(port: number): Promise<boolean> {
  const folder = join(givenPorts, String(port))
  await mkdir(givenPorts, { recursive: true })
  const make = () =>
    mkdir(folder).then(
      () => true,
      () => false,
    )
  if (await make()) return true
  const given = await stat(folder).catch(() => null)
  if (given && Date.now() - given.mtimeMs < givenMs) return false
  await rmdir(folder).catch(() => {}) // somebody else may be about to do the same
  return make()
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
