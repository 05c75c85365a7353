import { resolve } from 'node:path'
import { z } from 'zod'
import type { Logger } from './log.ts'
import type { ObjectUrls } from './object-urls.ts'
import { FolderObjects } from './objects-folder.ts'
import { S3Objects } from './objects-s3.ts'
import type { ObjectStore } from './objects.ts'

const folderPrefix = 'folder:'
const s3Fields = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const

/** Where objects are kept: to be spread into the configuration of a service. */
export const objectsFields = {
  /** `folder:<path>`, or `s3:` with the settings below. */
  OBJECTS: z.string().regex(/^(folder:.+|s3:)$/, 'is `folder:<path>` or `s3:`'),
  /** The gateway's, as clients reach it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  /** As clients reach it, since presigned URLs lead there. */
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: z.string().min(1).optional(),
  S3_ACCESS_KEY: z.string().min(1).optional(),
  S3_SECRET_KEY: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
}

const fields = z.object(objectsFields)
type ObjectsConfig = z.infer<typeof fields>

/** Names each S3 setting that `OBJECTS=s3:` still needs; for `superRefine`. */
export function checkObjectsConfig(
  config: ObjectsConfig,
  ctx: { addIssue: (issue: { code: 'custom'; path: string[]; message: string }) => void },
): void {
  if (config.OBJECTS.startsWith(folderPrefix)) return
  for (const name of s3Fields)
    if (!config[name])
      ctx.addIssue({ code: 'custom', path: [name], message: 'is needed with OBJECTS=s3:' })
}

/** `urls` are those that lead to a folder. */
export async function openObjects(
  config: ObjectsConfig,
  { urls, log }: { urls: ObjectUrls; log?: Logger },
): Promise<ObjectStore> {
  if (!config.OBJECTS.startsWith(folderPrefix)) {
    const store = new S3Objects({
      endpoint: config.S3_ENDPOINT!,
      bucket: config.S3_BUCKET!,
      accessKey: config.S3_ACCESS_KEY!,
      secretKey: config.S3_SECRET_KEY!,
      region: config.S3_REGION,
      ...(log && { warn: (message: string) => log.warn(`objects: ${message}`) }),
    })
    await store.prepare().catch(() => {}) // tried again when needed; until then `checkReady` says why
    return store
  }
  const root = resolve(config.OBJECTS.slice(folderPrefix.length))
  return FolderObjects.open({ root, urls })
}
