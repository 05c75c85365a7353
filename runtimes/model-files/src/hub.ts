import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { commit, fileDownloadInfo, HubApiError, listFiles } from '@huggingface/hub'
import { createPatientFetch, UnreachableError, type Patience } from './patient-fetch.ts'
import { readPatiently } from './patient-reading.ts'

export type HubOptions = Patience & { url: string; accessToken: string }
export type HubRepository = { type: 'model' | 'dataset'; name: string }
export type HubRevision = HubRepository & { revision: string }
export type HubFile = { path: string; sizeBytes: number }

/** A Hugging Face Hub, or anything that answers like one. */
export type Hub = {
  listFiles(source: HubRevision): Promise<HubFile[]>
  /** Brings the files into `folder` under their own paths; `received` counts bytes as they come. */
  downloadFiles(
    source: HubRevision,
    paths: readonly string[],
    target: { folder: string; received?: (sizeBytes: number) => void },
  ): Promise<void>
  /** One commit on `main` of the files in `folder` at `paths`; gives the commit's id. */
  uploadFiles(
    target: HubRepository,
    source: { folder: string; paths: readonly string[]; title: string },
  ): Promise<string>
}

/** Whether the Hub, and not what was asked of it, is the reason: later it may work. */
export function isHubUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof UnreachableError) return true
  if (error instanceof HubApiError) return error.statusCode >= 500 || error.statusCode === 429
  return isHubUnavailable(error.cause)
}

export function createHub({ url, accessToken, ...patience }: HubOptions): Hub {
  const access = { hubUrl: url, accessToken, fetch: createPatientFetch(patience) }
  const openFile = createPatientFetch({ ...patience, isStreamed: true })
  const { signal } = patience

  async function download(source: HubRevision, path: string, target: DownloadTarget) {
    const { type, name, revision } = source
    const find = async () => {
      const info = await fileDownloadInfo({ ...access, repo: { type, name }, revision, path })
      if (!info) throw new Error('there is no such file')
      return info
    }
    const { size, etag, url: firstUrl } = await find()

    /** An address may have expired meanwhile, and a branch have moved. */
    async function urlNow() {
      const found = await find()
      if (found.etag !== etag) throw new Error('it has become another one meanwhile')
      return found.url
    }
    async function open(start: number) {
      const address = start ? await urlNow() : firstUrl
      const range = start ? { range: `bytes=${start}-` } : null
      const headers = { authorization: `Bearer ${accessToken}`, ...range }
      const answer = await openFile(address, { headers })
      if (answer.status === (start ? 206 : 200)) return answer
      await answer.body?.cancel()
      const reason = `${address} answers ${answer.status}`
      throw new HubApiError(address, answer.status, undefined, reason)
    }
    await saveFile(readPatiently(size, open, patience), { size, etag }, { ...target, signal })
  }

  return {
    async listFiles({ type, name, revision }) {
      const files: HubFile[] = []
      const asked = { ...access, repo: { type, name }, revision, recursive: true }
      for await (const entry of listFiles(asked))
        if (entry.type === 'file') files.push({ path: entry.path, sizeBytes: entry.size })
      return files
    },

    async downloadFiles(source, paths, { folder, received }) {
      for (const path of paths)
        try {
          await download(source, path, { path: inside(folder, path), received })
        } catch (error) {
          const where = `${path} of ${source.name}@${source.revision}`
          throw new Error(`Could not download ${where}: ${reasonOf(error)}.`, { cause: error })
        }
    },

    async uploadFiles({ type, name }, { folder, paths, title }) {
      try {
        const done = await commit({
          ...access,
          repo: { type, name },
          title,
          abortSignal: signal,
          useXet: false,
          operations: paths.map((path) => ({
            operation: 'addOrUpdate',
            path,
            content: pathToFileURL(join(folder, path)),
          })),
        })
        if (!done) throw new Error('the Hub answered without a commit')
        return done.commit.oid
      } catch (error) {
        throw new Error(`Could not upload to ${name}: ${reasonOf(error)}.`, { cause: error })
      }
    },
  }
}

type DownloadTarget = { path: string; received?: (sizeBytes: number) => void; signal?: AbortSignal }

const reasonOf = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')

function inside(folder: string, path: string) {
  if (normalize(path) !== path || path.startsWith('/') || path.startsWith('..'))
    throw new Error('the path leads out of the folder')
  return join(folder, path)
}

/** The file appears under its name only when it is whole, and is what the Hub said it would be. */
async function saveFile(
  source: AsyncIterable<Uint8Array>,
  { size, etag }: { size: number; etag: string },
  { path, received, signal }: DownloadTarget,
) {
  const tag = etag.replace(/^W\/|"/g, '')
  const temporary = `${path}.${tag.replace(/\W/g, '').slice(0, 64)}.partial`
  const hash = createHash('sha256')
  let sizeBytes = 0
  await mkdir(dirname(path), { recursive: true })
  async function* counted(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      sizeBytes += chunk.length
      received?.(chunk.length)
      yield chunk
    }
  }
  try {
    await pipeline(source, counted, createWriteStream(temporary), { signal })
    if (sizeBytes !== size) throw new Error(`${sizeBytes} bytes came, ${size} were promised`)
    if (tag.length === 64 && hash.digest('hex') !== tag)
      throw new Error('its SHA-256 is not the one that was promised')
    await rename(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
}
