import { SignJWT, jwtVerify } from 'jose'
import { z } from 'zod'
import { maxNameLength } from './headers.ts'

export const roles = ['VIEWER', 'EDITOR', 'ADMIN'] as const
export type Role = (typeof roles)[number]

const Grant = z.object({ namespace: z.string(), role: z.enum(roles) })
const Rights = z.object({
  grants: z.array(Grant),
  token: z.string().optional(),
  groups: z.array(z.string()).optional(),
})
const Claims = Rights.extend({ sub: z.string().min(1), exp: z.number() })

/**
 * Who asks, and what they may do; the namespace `*` stands for all. `token` is the id of the access token they came
 * with, `groups` are those that an identity provider told of.
 */
export type Viewer = { subject: string } & z.infer<typeof Rights>

/** Hugging Face's clients refuse a token without it. */
const prefix = 'hf_'

const key = (secret: string) => new TextEncoder().encode(secret)

/**
 * A token by which one service tells another who is asking: HS256 over the subject and the grants, for one audience
 * (`gateway`, or the name of a subgraph), for `seconds`.
 */
export async function signIdentity(
  secret: string,
  viewer: Viewer,
  { audience, seconds }: { audience: string; seconds: number },
): Promise<string> {
  const { subject, ...rights } = viewer
  const jwt = await new SignJWT(rights)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setIssuer('weft')
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${seconds} seconds`)
    .sign(key(secret))
  return prefix + jwt
}

/** Who a token speaks for; null when it is forged, expired, or meant for another audience. */
export const verifyIdentity = async (
  secret: string,
  token: string,
  audience: string,
): Promise<Viewer | null> => (await readIdentity(secret, token, audience))?.viewer ?? null

/** The same, and until when. */
export async function readIdentity(
  secret: string,
  token: string,
  audience: string,
): Promise<{ viewer: Viewer; expiresAt: Date } | null> {
  try {
    const { payload } = await jwtVerify(token.replace(prefix, ''), key(secret), {
      algorithms: ['HS256'],
      issuer: 'weft',
      audience,
    })
    const { sub, exp, ...rights } = Claims.parse(payload)
    return { viewer: { subject: sub, ...rights }, expiresAt: new Date(exp * 1_000) }
  } catch {
    return null
  }
}

/** The token of `Authorization: Bearer …`. */
export const bearerOf = (header: unknown): string | null =>
  typeof header === 'string' ? (/^Bearer ([^\s]+)$/i.exec(header)?.[1] ?? null) : null

/** Whether `role` is enough where `needed` is asked for. */
export const isAtLeast = (role: Role, needed: Role): boolean =>
  roles.indexOf(role) >= roles.indexOf(needed)

/** The highest role that `viewer` has in `namespace`. */
export function roleIn(viewer: Pick<Viewer, 'grants'>, namespace: string): Role | null {
  const held = viewer.grants
    .filter((grant) => grant.namespace === '*' || grant.namespace === namespace)
    .map(({ role }) => roles.indexOf(role))
  return held.length ? roles[Math.max(...held)]! : null
}

/** Whether `viewer` has any role there: all that reading asks for. */
export const canSee = (viewer: Viewer, namespace: string): boolean =>
  roleIn(viewer, namespace) !== null

/** The namespaces that `viewer` may read: a list of names, or `*` for every one. */
export function visibleNamespaces(viewer: Viewer): string[] | '*' {
  const names = viewer.grants.map(({ namespace }) => namespace)
  return names.includes('*') ? '*' : [...new Set(names)]
}

const asked = new WeakMap<Viewer, Set<string>>()

/** Tells that this viewer's request acts in `namespace`; the audit log has it there. */
export function noteNamespace(viewer: Viewer, namespace: string): void {
  asked.set(viewer, (asked.get(viewer) ?? new Set()).add(namespace))
}

/** The namespaces in which this viewer's request acts, or for which it had to show a role. */
export const namespacesAsked = (viewer: Viewer): string[] =>
  [...(asked.get(viewer) ?? [])].filter(({ length }) => length <= maxNameLength)
