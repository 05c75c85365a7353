import { expect, test } from 'vitest'
import { tables } from '#repositories/repository.deletion.ts'
import { sweepOrphans } from '#storage/orphan.sweeper.ts'
import { appOf, commitTexts, datasetWith, inHours, startDatasets, upload } from './harness.ts'
import { startHub } from './hub.ts'

test('a repository is made once; who makes it again is told where it is', async () => {
  const hub = await startHub()
  const body = { organization: 'acme', name: 'made', type: 'dataset', private: true }
  const url = `${hub.publicUrl}/datasets/acme/made`
  const first = await hub.call('POST', '/api/repos/create', body)
  expect([first.status, first.body]).toMatchObject([200, { url, name: 'acme/made' }])
  const again = await hub.call('POST', '/api/repos/create', body)
  expect([again.status, again.body]).toMatchObject([409, { url }])
  const nowhere = await hub.call('POST', '/api/repos/create', { name: 'made' })
  expect(nowhere.status).toBe(400)
})

test('before its first commit a repository stands at no commit, on which the first one can be made', async () => {
  const hub = await startHub()
  const none = '0'.repeat(40)
  const api = `/api/models/${hub.ref}`
  expect((await hub.call('GET', api)).body).toMatchObject({ sha: none, siblings: [] })
  expect((await hub.call('GET', `${api}/tree/${none}`)).body).toEqual([])
  const commit = (parentCommit: string) =>
    hub.commitLines(
      { key: 'header', value: { summary: 'Add', parentCommit } },
      { key: 'file', value: { path: 'a', content: 'a' } },
    )
  expect((await commit(none)).status).toBe(200)
  expect((await commit(none)).status).toBe(412)
})

test('branches and tags come and go, and what they stood at stays readable', async () => {
  const hub = await startHub()
  const api = `/api/models/${hub.ref}`
  const { commit: first } = await commitTexts(hub, hub.id, { 'a.txt': 'a' })
  expect((await hub.call('POST', `${api}/tag/main`, { tag: 'v1', message: 'One' })).status).toBe(
    200,
  )
  expect((await hub.call('POST', `${api}/tag/main`, { tag: 'v1' })).status).toBe(409)
  expect((await hub.call('POST', `${api}/branch/feat%2Fx`, {})).status).toBe(200)
  expect((await hub.call('POST', `${api}/branch/feat%2Fx`, {})).status).toBe(409)
  const { commit: second } = await commitTexts(hub, hub.id, { 'b.txt': 'b' })
  expect((await hub.call('GET', `${api}/refs`)).body).toEqual({
    branches: [
      { name: 'feat/x', ref: 'refs/heads/feat/x', targetCommit: first },
      { name: 'main', ref: 'refs/heads/main', targetCommit: second },
    ],
    converts: [],
    tags: [{ name: 'v1', ref: 'refs/tags/v1', targetCommit: first }],
    pullRequests: [],
  })
  for (const revision of ['v1', 'refs%2Ftags%2Fv1', 'feat%2Fx', first])
    expect((await hub.call('GET', `/${hub.ref}/resolve/${revision}/a.txt`)).status).toBe(200)
  expect((await hub.call('DELETE', `${api}/tag/v1`)).status).toBe(200)
  expect((await hub.call('DELETE', `${api}/branch/feat%2Fx`)).status).toBe(200)
  expect((await hub.call('DELETE', `${api}/branch/main`)).status).toBe(400)
  expect((await hub.call('GET', `/${hub.ref}/resolve/v1/a.txt`)).status).toBe(404)
  expect((await hub.call('GET', `/${hub.ref}/resolve/${first}/a.txt`)).status).toBe(200)
})

test('the history is told in pages, until it is squashed', async () => {
  const hub = await startHub()
  const api = `/api/models/${hub.ref}`
  const commits: string[] = []
  for (const path of ['a', 'b', 'c'])
    commits.unshift((await commitTexts(hub, hub.id, { [path]: path })).commit)
  const page = await hub.call('GET', `${api}/commits/main?limit=2`)
  const ids = (body: unknown) => (body as { id: string }[]).map(({ id }) => id)
  expect([ids(page.body), page.headers['x-total-count']]).toEqual([commits.slice(0, 2), '3'])
  const [, next] = /<([^>]+)>; rel="next"/.exec(page.headers.link!)!
  const rest = await hub.call('GET', next!.slice(hub.publicUrl.length))
  expect([ids(rest.body), rest.headers.link]).toEqual([[commits[2]], undefined])

  const { status } = await hub.call('POST', `${api}/super-squash/main`, { message: 'All' })
  const after = await hub.call('GET', `${api}/commits/main`)
  expect([status, after.headers['x-total-count'], after.body]).toMatchObject([
    200,
    '1',
    [{ title: 'All' }],
  ])
  expect((await hub.call('GET', `/${hub.ref}/resolve/main/b`)).body).toBe('b')
})

test('a repository that moved is found by its new name and by its old one', async () => {
  const hub = await startHub()
  const { commit } = await commitTexts(hub, hub.id, { a: 'a' })
  const move = (fromRepo: string, toRepo: string) =>
    hub.call('POST', '/api/repos/move', { fromRepo, toRepo, type: 'model' })
  expect((await move(hub.ref, 'acme/renamed')).status).toBe(200)
  for (const ref of ['acme/renamed', hub.ref]) {
    const { status, headers } = await hub.call('GET', `/${ref}/resolve/main/a`)
    expect([status, headers['x-repo-commit']]).toEqual([200, commit])
  }
  expect((await move('acme/renamed', 'nowhere/renamed')).status).toBe(404)
  await datasetWith(hub, { kind: 'MODEL', name: 'taken' })
  expect((await move('acme/renamed', 'acme/taken')).status).toBe(412)
  await hub.call('POST', '/api/repos/create', { organization: 'acme', name: hub.ref.slice(5) })
  expect((await hub.call('GET', `/${hub.ref}/resolve/main/a`)).status).toBe(404)
})

test('lists hold one kind, by author and by words, page by page', async () => {
  const hub = await startHub()
  for (const name of ['bird-one', 'bird-two', 'fish'])
    await datasetWith(hub, { kind: 'MODEL', name })
  await datasetWith(hub, { kind: 'DATASET', name: 'birds' })
  const list = async (query: string) => {
    const { body, headers } = await hub.call('GET', `/api/models?${query}`)
    return { ids: (body as unknown as { id: string }[]).map(({ id }) => id), link: headers.link }
  }
  expect((await list('author=acme&search=bird')).ids).toEqual(['acme/bird-two', 'acme/bird-one'])
  expect((await list('search=me/bird-t')).ids).toEqual(['acme/bird-two'])
  expect((await list('search=bird&gated=false')).ids).toHaveLength(2)
  for (const nothing of ['search=x/bird', 'gated=True', 'pipeline_tag=text-generation'])
    expect((await list(nothing)).ids).toEqual([])
  const first = await list('limit=1&search=bird')
  const [, next] = /\?([^>]+)>; rel="next"/.exec(first.link!)!
  expect([first.ids, (await list(next!)).ids]).toEqual([['acme/bird-two'], ['acme/bird-one']])
})

test('what is needed by a model or a job stays in its namespace, where they find it', async () => {
  const hub = await startHub()
  const move = async (toRepo: string) => {
    const answer = await fetch(`${hub.publicUrl}/api/repos/move`, {
      method: 'POST',
      headers: { authorization: 'Bearer hf_admin', 'content-type': 'application/json' },
      body: JSON.stringify({ fromRepo: hub.ref, toRepo, type: 'model' }),
    })
    return [answer.status, await answer.json()]
  }
  hub.graph.needs[hub.id] = { models: 0, jobs: 1 }
  expect(await move('other/moved')).toEqual([
    412,
    { error: expect.stringContaining('still needed by 1 job. It may have another name') },
  ])
  expect(await move('acme/moved')).toEqual([200, {}])
})

test('a deleted repository is gone with its objects, unless something needs it', async () => {
  const hub = await startHub()
  const sha256 = await upload(hub, hub.id, { path: 'a.bin', bytes: 'abc' })
  await commitTexts(hub, hub.id, {}, { operations: [{ add: { path: 'a.bin', sha256 } }] })
  const url = (await hub.call('GET', `/${hub.ref}/resolve/main/a.bin`)).headers.location!
  const remove = () =>
    hub.call('DELETE', '/api/repos/delete', { organization: 'acme', name: hub.ref.slice(5) })
  hub.graph.needs[hub.id] = { models: 2, jobs: 1 }
  const refused = await remove()
  expect([refused.status, refused.body]).toEqual([
    412,
    { error: `\`${hub.ref}\` is still needed by 2 models and 1 job.` },
  ])
  delete hub.graph.needs[hub.id]
  expect((await remove()).status).toBe(200)
  expect((await hub.call('GET', `/api/models/${hub.ref}`)).status).toBe(404)
  expect((await fetch(url)).status).toBe(200)
  const app = await appOf(hub)
  expect(await sweepOrphans(app, inHours(25))).toBe(2) // the content, and its upload
  expect((await fetch(url)).status).toBe(404)
})

test('every table that refers to repositories is emptied of a deleted one', async () => {
  const { config } = await startDatasets()
  const app = await appOf({ config })
  const rows = await app.orm.em
    .fork()
    .execute<{ name: string }[]>(
      `select conrelid::regclass::text as name from pg_constraint where confrelid = 'repository'::regclass`,
    )
  expect(tables).toEqual(expect.arrayContaining(rows.map(({ name }) => name)))
})

test('a name that a repository of the other kind has is not taken for one of this kind', async () => {
  const hub = await startHub()
  const [organization, name] = hub.ref.split('/')
  const made = await hub.call('POST', '/api/repos/create', { name, organization, type: 'dataset' })
  expect([made.status, made.body]).toMatchObject([
    400,
    { error: expect.stringContaining('of another kind') },
  ])
})

test('more paths than a page has are refused, not passed over', async () => {
  const hub = await startHub()
  const paths = Array.from({ length: 1_001 }, (_, index) => `paths=${index}`).join('&')
  const info = `/api/models/${hub.ref}/paths-info/main`
  const answer = await hub.call('POST', info, paths, 'application/x-www-form-urlencoded')
  expect(answer.status).toBe(400)
})

test.for([
  ['/api/models?limit=0', 'limit'],
  ['/api/models?author=a&author=b', 'author'],
  ['/api/models?num_parameters=min:6B', 'num_parameters'],
  ['/api/models/REF/commits/main?limit=1001', 'limit'],
  ['/api/models/REF/commits/main?p=-1', 'p'],
  ['/api/models/REF/tree/main?cursor=a&cursor=b', 'cursor'],
] as const)('GET %s is refused with the place', async ([path, place]) => {
  const hub = await startHub()
  const answer = await hub.call('GET', path.replace('REF', hub.ref))
  expect([answer.status, answer.body]).toMatchObject([
    400,
    { error: expect.stringContaining(place) },
  ])
})

test('a message of a tag or a squash is as long as one of a commit may be', async () => {
  const hub = await startHub()
  await commitTexts(hub, hub.id, { 'a.txt': 'a' })
  const api = `/api/models/${hub.ref}`
  for (const [path, body] of [
    ['tag/main', { tag: 'v1' }],
    ['super-squash/main', {}],
  ] as const)
    for (const [length, status] of [
      [10_001, 400],
      [10_000, 200],
    ] as const) {
      const message = 'm'.repeat(length)
      const answer = await hub.call('POST', `${api}/${path}`, { ...body, message })
      expect(answer.status, `${path} ${length}`).toBe(status)
    }
})

test('what some clients send twice is looked for in both ways', async () => {
  const hub = await startHub()
  const [, name] = hub.ref.split('/')
  const found = async (query: string) => (await hub.call('GET', `/api/models?${query}`)).body
  expect(await found(`search=${name}&search=${name!.slice(0, 2)}`)).toHaveLength(1)
  expect(await found(`search=${name}&search=nowhere`)).toHaveLength(0)
})

test('a branch of a repository without commits begins with nothing', async () => {
  const hub = await startHub()
  const api = `/api/models/${hub.ref}`
  expect((await hub.call('POST', `${api}/branch/v2`, {})).status).toBe(200)
  expect((await hub.call('GET', `${api}/tree/v2`)).body).toEqual([])
  const from = { startingPoint: 'nowhere' }
  expect((await hub.call('POST', `${api}/branch/v3`, from)).status).toBe(404)
})
