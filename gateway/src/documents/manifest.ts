import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { parse, print } from 'graphql'
import { z } from 'zod'
import { parseOptions } from '../limits/limits.ts'

/** As Apollo's clients and @apollo/generate-persisted-query-manifest write it. */
const ApolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
})
/** As graphql-codegen and Relay write it: a document by its hash. */
const PlainManifest = z.record(z.string(), z.string())

const Manifest = z.union([
  ApolloManifest.transform(({ operations }) => operations),
  PlainManifest.transform((documents) =>
    Object.entries(documents).map(([id, body]) => ({ id, body })),
  ),
])

export type Manifest = {
  /** The document that a client means by an id. */
  byId: ReadonlyMap<string, string>
  /** The hashes of all documents as `formatOf` writes them. */
  trusted: ReadonlySet<string>
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The same for two documents that differ only in how they are written. */
export const formatOf = (document: string): string => print(parse(document, parseOptions))

/** Reads manifests of trusted documents. Throws an error that names the file when one cannot be read. */
export function readManifests(files: readonly string[]): Manifest {
  const operations = files.flatMap((file) => {
    try {
      return Manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch (error) {
      const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
      throw new Error(`${file} is no manifest of trusted documents: ${reason}`, { cause: error })
    }
  })
  return {
    byId: new Map(operations.map(({ id, body }) => [id, body])),
    trusted: new Set(operations.map(({ body }) => sha256Of(formatOf(body)))),
  }
}
