import { createHash } from 'node:crypto'
import { signIdentity } from '@weft/kit/identity'
import type { Viewer } from '@weft/kit/identity'
import { identitySecret, viewerWith } from '@weft/kit/testing/subgraph'
import { startEntities } from './harness.ts'
import type { EntityStore } from './harness.ts'

export const admin = viewerWith('ADMIN', '*', 'admin')
export const nobody: Viewer = { subject: 'oidc:nobody', grants: [] }

export const create = /* GraphQL */ `
  mutation ($input: CreateAccessTokenInput!) {
    createAccessToken(input: $input) {
      __typename
      ... on NewAccessToken {
        secret
        token {
          id
          name
          namespace
          role
          createdBy
          expiresAt
          lastUsedAt
        }
      }
      ... on ValidationError {
        problems {
          path
          message
        }
      }
    }
  }
`

export const grant = /* GraphQL */ `
  mutation ($input: GrantRoleInput!) {
    grantRole(input: $input) {
      __typename
      ... on Grant {
        subject
        namespace
        role
      }
      ... on Error {
        message
      }
    }
  }
`

export type Made = { secret: string; token: { id: string } }
export type Identities = EntityStore & {
  /** Asks the door of the gateway. */
  ask: (question: object, asker?: Viewer) => Promise<{ status: number; viewer?: Viewer | null }>
  identify: (secret: string) => Promise<Viewer | null>
  make: (input: object, viewer?: Viewer) => Promise<Made>
  give: (subject: string, namespace: string, role: string) => Promise<void>
}

/** The entity store with the namespaces `acme` and `other`. */
export async function startIdentities(): Promise<Identities> {
  const store = await startEntities()
  for (const name of ['acme', 'other'])
    await store.execute(
      'mutation ($name: String!) { createNamespace(input: { name: $name }) { __typename } }',
      { name },
    )
  const ask: Identities['ask'] = async (question, asker = { subject: 'gateway', grants: [] }) => {
    const token = await signIdentity(identitySecret, asker, { audience: 'entities', seconds: 60 })
    const response = await fetch(`${store.url}/identify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(question),
    })
    return { status: response.status, ...((await response.json()) as object) }
  }
  return {
    ...store,
    ask,
    identify: async (secret) => {
      const tokenHash = createHash('sha256').update(secret).digest('hex')
      return (await ask({ tokenHash })).viewer!
    },
    make: async (input, viewer = admin) => {
      const { data } = await store.execute<{ createAccessToken: Made }>(
        create,
        { input: { name: 'laptop', ...input } },
        viewer,
      )
      return data!.createAccessToken
    },
    give: async (subject, namespace, role) => {
      await store.execute(grant, { input: { subject, namespace, role } }, admin)
    },
  }
}
