import { databaseConfig } from '@weft/kit/database'
import { AccessToken } from './access-tokens/access-token.entity.ts'
import { AuditEntry } from './audit/audit-entry.entity.ts'
import { Grant } from './grants/grant.entity.ts'
import { Change } from './changes/change.entity.ts'
import { Model } from './models/model.entity.ts'
import { Namespace } from './namespaces/namespace.entity.ts'
import { Project } from './projects/project.entity.ts'

export const databaseOf = (url: string): ReturnType<typeof databaseConfig> =>
  databaseConfig(url, {
    entities: [Namespace, Project, Grant, AccessToken, AuditEntry, Model, Change],
    folder: import.meta.dirname,
  })
