import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { uploadFile } from '@huggingface/hub'
import type { DatasetsService } from './datasets-service.ts'

const pieceBytes = 16 * 1024 ** 2

/** Brings a file of bytes that nobody has seen before, as a client of Xet does it. */
export async function uploadByXet(
  { url, headers }: DatasetsService,
  { repository, path }: { repository: string; path: string },
  { folder, sizeBytes }: { folder: string; sizeBytes: number },
) {
  const file = join(folder, path)
  function* pieces() {
    for (let at = 0; at < sizeBytes; at += pieceBytes) yield randomBytes(pieceBytes)
  }
  await pipeline(Readable.from(pieces()), createWriteStream(file))
  try {
    await uploadFile({
      hubUrl: url,
      accessToken: headers.authorization.replace('Bearer ', ''),
      repo: { type: 'dataset', name: `bench/${repository}` },
      file: { path, content: pathToFileURL(file) },
      useXet: true,
      fetch: fetchOfXetAlone,
    })
  } finally {
    await rm(file)
  }
}

/** Says that bytes can be brought by Xet alone; to a client that can do otherwise too the Hub of the platform gives that. */
const fetchOfXetAlone: typeof fetch = (input, init) => {
  const isBatch = typeof input === 'string' && input.endsWith('/info/lfs/objects/batch')
  if (!isBatch || typeof init?.body !== 'string') return fetch(input, init)
  const asked = { ...(JSON.parse(init.body) as object), transfers: ['xet'] }
  return fetch(input, { ...init, body: JSON.stringify(asked) })
}
