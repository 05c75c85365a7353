import { text } from 'node:stream/consumers'
import type { Context } from '../context.ts'
import { keyOfBlob } from '../uploads/blob.keys.ts'
import type { VersionFile } from '../versions/version.entity.ts'

/** The whole text of a file, which the caller knows to be small. */
export const textOf = async ({ em, objects }: Context, file: VersionFile): Promise<string> =>
  text(await objects.read(await keyOfBlob(em, file)))
