import type { Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { ContentError } from './objects.ts'

/** Writes one part into a file that others write to. After `stop` it touches the file no more. */
export class PartWriter {
  isStopped = false
  #last: Promise<unknown> = Promise.resolve()

  /** Returns when nothing is being written any more, however long the source may still be silent. */
  async stop(): Promise<void> {
    this.isStopped = true
    await this.#last
  }

  checkGoesOn(): void {
    if (this.isStopped) throw new ContentError('The parts were joined, or given up, meanwhile.')
  }

  run<T>(step: () => Promise<T>): Promise<T> {
    this.checkGoesOn()
    const running = step()
    this.#last = running.catch(() => {})
    return running
  }

  /** Writes to the disk, and closes the file; answers the ETag. */
  async writeAll(
    handle: FileHandle,
    source: AsyncIterable<Uint8Array>,
    { offsetBytes, sha256 }: { offsetBytes: number; sha256: Hash | null },
  ): Promise<string> {
    let checksum = 0 // tells parts that were mixed up; what the whole is says its sha256
    let at = offsetBytes
    try {
      for await (const bytes of source) {
        const written = this.run(() => writeAt(handle, bytes, at))
        checksum = crc32(bytes, checksum) // while the disk is busy
        sha256?.update(bytes)
        await written
        at += bytes.length
      }
      await this.run(() => handle.sync())
    } finally {
      await handle.close()
    }
    return checksum.toString(16).padStart(8, '0')
  }
}

async function writeAt(handle: FileHandle, bytes: Uint8Array, at: number) {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}
