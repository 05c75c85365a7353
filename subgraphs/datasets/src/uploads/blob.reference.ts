import { p } from '@mikro-orm/postgresql'
import { Blob } from './blob.entity.ts'

/** What tables refer to a blob by, beside the columns that they have anyway; it is there for the constraint alone. */
export const blobOf = (table: string, whenItGoes: 'cascade' | 'no action') =>
  p
    .manyToOne(Blob)
    .joinColumns('repository_id', 'sha256')
    .foreignKeyName(`${table}_blob_foreign`)
    .updateRule('no action')
    .deleteRule(whenItGoes)
    .mapToPk()
    .nullable()
    .lazy()
