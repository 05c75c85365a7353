import { databaseConfig } from '@weft/kit/database'
import { Orphan } from './storage/orphan.entity.ts'
import { Tag } from './refs/tag.entity.ts'
import { Repository } from './repositories/repository.entity.ts'
import { RowPoint, RowSet } from './rows/row-set.entity.ts'
import { Blob } from './uploads/blob.entity.ts'
import { SmallContent } from './uploads/small-content.entity.ts'
import { Upload } from './uploads/upload.entity.ts'
import { CommitRequest } from './versions/commit-request.entity.ts'
import { Branch, Version, VersionFile, VersionFolder } from './versions/version.entity.ts'
import { XorbChunk } from './xet/xorb-chunk.entity.ts'
import { XorbPlace } from './xet/xorb-place.entity.ts'
import { Xorb } from './xet/xorb.entity.ts'

export const databaseOf = (url: string): ReturnType<typeof databaseConfig> =>
  databaseConfig(url, {
    entities: [
      Repository,
      Blob,
      SmallContent,
      Upload,
      Version,
      VersionFile,
      VersionFolder,
      Branch,
      CommitRequest,
      Tag,
      Orphan,
      RowSet,
      RowPoint,
      Xorb,
      XorbPlace,
      XorbChunk,
    ],
    folder: import.meta.dirname,
  })
