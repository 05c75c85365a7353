import { checkKey, urlSeconds } from './objects.ts'
import type { Part } from './objects.ts'
import { signUrl, verifyUrl } from './signed-url.ts'

type Options = {
  /** Where `/objects/*` of this service is reached from outside. */
  publicUrl: string
  secret: string
}

/** What a presigned URL lets its holder do. */
export type Grant =
  | { method: 'GET'; key: string; fileName: string }
  | { method: 'PUT'; key: string; sizeBytes: number; part: Part | null }

/** The URLs by which a service gives and takes objects itself. */
export class ObjectUrls {
  readonly #options: Options

  constructor(options: Options) {
    this.#options = options
  }

  /** A URL to GET the object from, saved by browsers as `fileName`. */
  get = (key: string, fileName: string): string => this.#sign('GET', key, { name: fileName })

  put = (key: string, sizeBytes: number): string =>
    this.#sign('PUT', key, { size: String(sizeBytes) })

  putPart = (key: string, { multipartId, number, offsetBytes, sizeBytes }: Part): string =>
    this.#sign('PUT', key, {
      size: String(sizeBytes),
      offset: String(offsetBytes),
      upload: multipartId,
      part: String(number),
    })

  #sign(method: 'GET' | 'PUT', key: string, params: Record<string, string>) {
    const { secret, publicUrl } = this.#options
    const path = `/objects/${checkKey(key)}`
    return signUrl(secret, publicUrl, { method, path, params, seconds: urlSeconds })
  }

  /** What the request to a presigned URL may do; null when the URL does not allow it. */
  grantOf(method: string, url: string): Grant | null {
    const params = verifyUrl(this.#options.secret, method, url)
    if (!params) return null
    const key = new URL(url, 'http://localhost').pathname.slice('/objects/'.length)
    if (method !== 'PUT') return { method: 'GET', key, fileName: params.name ?? '' }
    const sizeBytes = Number(params.size)
    const { upload: multipartId, part: number, offset } = params
    if (!multipartId) return { method: 'PUT', key, sizeBytes, part: null }
    const part = { multipartId, number: Number(number), offsetBytes: Number(offset), sizeBytes }
    return Number.isInteger(part.offsetBytes) ? { method: 'PUT', key, sizeBytes, part } : null
  }
}
