import type { Rule } from '../../schema/access.ts'
import type { Door } from './doors.ts'
import type { Things } from './operations.ts'

/** A route of the Hub's API, and the rule by which it opens. */
type Row = Omit<Door, 'method'> & { rule: Rule }

const json = (value: object) => JSON.stringify(value)
const commit = [
  { key: 'header', value: { summary: 'Say more' } },
  { key: 'file', value: { path: 'more.txt', encoding: 'utf-8', content: 'more' } },
]
const lfsType = 'application/vnd.git-lfs+json'
const batch = { operation: 'upload', objects: [{ oid: 'a'.repeat(64), size: 1 }] }
const files = [{ path: 'a.txt', size: 1, sample: '' }]

const kinds = [
  { api: '/api/models', web: '', name: 'tinyworld', file: 'config.json' },
  { api: '/api/datasets', web: '/datasets', name: 'facts', file: 'training/rows.jsonl' },
]

/** Every route of the Hub's API and of the stores behind it, by `METHOD pattern`. */
export const hubRoutes: Record<string, Row> = {
  'GET /api/whoami-v2': { rule: 'hub.whoami', path: () => '/api/whoami-v2' },
  'POST /api/repos/create': {
    rule: 'hub.create',
    path: () => '/api/repos/create',
    body: ({ namespace }) => json({ organization: namespace, name: 'made' }),
  },
  // refused by the model that needs it
  'DELETE /api/repos/delete': {
    rule: 'hub.delete',
    path: () => '/api/repos/delete',
    body: ({ namespace }) => json({ organization: namespace, name: 'tinyworld' }),
  },
  'POST /api/repos/move': {
    rule: 'hub.move',
    path: () => '/api/repos/move',
    body: ({ namespace }) =>
      json({ fromRepo: `${namespace}/tinyworld`, toRepo: `${namespace}/tinyworld` }),
  },
  ...Object.assign({}, ...kinds.map(routesOf)),
}

function routesOf({ api, web, name, file }: (typeof kinds)[number]): Record<string, Row> {
  const one = `${api}/:namespace/:name`
  const at =
    (rest: string) =>
    ({ namespace }: Things) =>
      `${api}/${namespace}/${name}${rest}`
  const onWeb =
    (rest: string) =>
    ({ namespace }: Things) =>
      `${web}/${namespace}/${name}${rest}`
  return {
    [`GET ${api}`]: { rule: 'hub.read', path: ({ namespace }) => `${api}?author=${namespace}` },
    [`GET ${one}`]: { rule: 'hub.read', path: at('') },
    [`PUT ${one}/settings`]: {
      rule: 'hub.settings',
      path: at('/settings'),
      body: () => json({ private: true }),
    },
    [`GET ${one}/auth-check`]: { rule: 'hub.read', path: at('/auth-check') },
    [`GET ${one}/auth-check/write`]: { rule: 'hub.commit', path: at('/auth-check/write') },
    [`GET ${one}/refs`]: { rule: 'hub.read', path: at('/refs') },
    [`GET ${one}/commits/:revision`]: { rule: 'hub.read', path: at('/commits/main') },
    [`POST ${one}/branch/:branch`]: {
      rule: 'hub.refs',
      path: at('/branch/side'),
      body: () => json({}),
    },
    [`DELETE ${one}/branch/:branch`]: { rule: 'hub.refs', path: at('/branch/side') },
    [`POST ${one}/tag/:revision`]: {
      rule: 'hub.refs',
      path: at('/tag/main'),
      body: () => json({ tag: 'first' }),
    },
    [`DELETE ${one}/tag/:revision`]: { rule: 'hub.refs', path: at('/tag/first') },
    [`POST ${one}/super-squash/:branch`]: {
      rule: 'hub.refs',
      path: at('/super-squash/main'),
      body: () => json({ message: 'All in one' }),
    },
    [`GET ${one}/revision/:revision`]: { rule: 'hub.read', path: at('/revision/main') },
    [`GET ${one}/tree/:revision`]: { rule: 'hub.read', path: at('/tree/main') },
    [`GET ${one}/tree/:revision/*`]: {
      rule: 'hub.read',
      path: at('/tree/main/training'),
    },
    [`POST ${one}/paths-info/:revision`]: {
      rule: 'hub.read',
      path: at('/paths-info/main'),
      body: () => json({ paths: [file] }),
    },
    [`GET ${one}/xet-write-token/:revision`]: {
      rule: 'hub.xet',
      path: at('/xet-write-token/main'),
    },
    [`POST ${one}/preupload/:revision`]: {
      rule: 'hub.upload',
      path: at('/preupload/main'),
      body: () => json({ files }),
    },
    [`POST ${one}/commit/:revision`]: {
      rule: 'hub.commit',
      path: at('/commit/main'),
      type: 'application/x-ndjson',
      body: () => commit.map(json).join('\n'),
    },
    [`POST ${web}/:namespace/:name/info/lfs/objects/batch`]: {
      rule: 'hub.upload',
      path: onWeb('.git/info/lfs/objects/batch'),
      type: lfsType,
      body: () => json(batch),
    },
    ...Object.fromEntries(
      ['resolve', 'raw'].flatMap((way) =>
        ['GET', 'HEAD'].map((method) => [
          `${method} ${web}/:namespace/:name/${way}/:revision/*`,
          { rule: 'hub.read', path: onWeb(`/${way}/main/${file}`) } satisfies Row,
        ]),
      ),
    ),
  }
}

type Unnamed = Omit<Door, 'method'>

/** Routes that tell everybody the same, with an access token or without. */
export const openRoutes: Record<string, Unnamed> = {
  'POST /api/validate-yaml': {
    path: () => '/api/validate-yaml',
    body: () => json({ content: '---\nlicense: mit\n---\n' }),
  },
}

/** Routes that a signed URL or a token of their own opens, and no access token. */
export const selfAuthorisingRoutes: Record<string, Unnamed> = {
  'POST /objects/uploads/:id/complete': {
    path: ({ uploadId }) => `/objects/uploads/${uploadId}/complete`,
    body: () => json({ parts: [] }),
  },
  'POST /objects/uploads/:id/verify': {
    path: ({ uploadId }) => `/objects/uploads/${uploadId}/verify`,
    body: () => json({}),
  },
  'GET /objects/*': {
    path: ({ repositoryId }) => `/objects/blobs/${repositoryId}/${'a'.repeat(64)}`,
  },
  'HEAD /objects/*': {
    path: ({ repositoryId }) => `/objects/blobs/${repositoryId}/${'a'.repeat(64)}`,
  },
  'PUT /objects/*': { path: ({ uploadId }) => `/objects/uploads/${uploadId}`, body: () => 'b' },
  'GET /xet/:repositoryId/v1/chunks/:prefix/:hash': {
    path: ({ repositoryId }) => `/xet/${repositoryId}/v1/chunks/default/${'a'.repeat(64)}`,
  },
  'POST /xet/:repositoryId/v1/xorbs/:prefix/:hash': {
    path: ({ repositoryId }) => `/xet/${repositoryId}/v1/xorbs/default/${'a'.repeat(64)}`,
    body: () => 'b',
  },
  'POST /xet/:repositoryId/v1/shards': {
    path: ({ repositoryId }) => `/xet/${repositoryId}/v1/shards`,
    body: () => 'b',
  },
  'POST /xet/:repositoryId/v2/shards': {
    path: ({ repositoryId }) => `/xet/${repositoryId}/v2/shards`,
    body: () => 'b',
  },
  'POST /xet/:repositoryId/v1/telemetry': {
    path: ({ repositoryId }) => `/xet/${repositoryId}/v1/telemetry`,
    body: () => '{}',
  },
  'GET /xet/:repositoryId/*': {
    path: ({ repositoryId }) => `/xet/${repositoryId}/v1/reconstructions/${'a'.repeat(64)}`,
  },
}
