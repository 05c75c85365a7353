import { rm } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { createFolder } from '@weft/kit/testing/folder'
import { freePort } from '@weft/kit/free-port'
import { ObjectUrls } from '@weft/kit/object-urls'
import type { ObjectStore } from '@weft/kit/objects'
import { openObjects } from '@weft/kit/objects-config'
import type { Build } from '../s3/build-minio.ts'
import { startMinio } from '../s3/server.ts'
import { secret, startDatasetsService, watch } from './datasets-service.ts'
import type { DatasetsService } from './datasets-service.ts'
import {
  commit,
  createRepository,
  download,
  fileOf,
  uploadByHub,
  uploadByMinio,
  uploadStraight,
} from './hub-file.ts'
import { report } from './report.ts'
import type { Row } from './report.ts'
import { newestPython, uploadByXet } from './xet-file.ts'

const rounds = 13
const xetRounds = 4
const piecesOfGibibyte = 16
const folders = 1_000
const filesAFolder = 100
type Settings = { OBJECTS: string; [name: string]: string }
const rows: Row[] = []
const add = (what: string, found: string, wanted = '') => {
  console.log(`${what}: ${found}`)
  rows.push({ what, found, wanted })
}
const loadBefore = loadavg()[0]!
const python = await newestPython()

const folder = await createFolder('bench')
try {
  const local = { OBJECTS: `folder:${join(folder, 'objects')}` }
  await onStore('folder', local, async (stores) => {
    const { service } = stores
    await commitMany(service)
    await commitLarge(service)
    await bringRows(service)
    await readTrees(service)
    await bringByXet(stores, 'folder')
  })
  await onS3('mended', (settings) =>
    onStore('S3', settings, async (stores) => {
      await commitMany(stores.service, 'S3')
      await bringByXet(stores, 'S3')
    }),
  )
  await onS3('open', (settings) => onStore('S3 that is not trusted', settings, async () => {}))
  await report('datasets', rows, loadBefore)
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function onS3(build: Build, work: (settings: Settings) => Promise<void>) {
  const minio = await startMinio(join(folder, build), await freePort(), build)
  try {
    await work({ OBJECTS: 's3:', S3_REGION: 'us-east-1', ...minio.settings })
  } finally {
    await minio.stop()
    await rm(join(folder, build), { recursive: true, force: true })
  }
}

async function onStore(name: string, settings: Settings, more: (stores: Stores) => Promise<void>) {
  const service = await startDatasetsService(join(folder, name), settings)
  try {
    const config = { S3_REGION: 'us-east-1', ...settings, PUBLIC_URL: service.url }
    const urls = new ObjectUrls({ publicUrl: service.url, secret })
    const store = await openObjects(config, { urls })
    const stores = { service, store, settings }
    await transfer(stores, name)
    await more(stores)
  } finally {
    await service.stop()
    await rm(join(folder, name), { recursive: true, force: true })
    await rm(join(folder, 'objects'), { recursive: true, force: true })
  }
}

type Stores = { service: DatasetsService; store: ObjectStore; settings: Settings }

async function transfer({ service, store, settings }: Stores, name: string) {
  const isS3 = 'S3_ENDPOINT' in settings
  const partCount = (await store.checksHashes()) ? 1 : piecesOfGibibyte
  await createRepository(service, 'large')
  const round = async (number: number) => {
    const file = fileOf(piecesOfGibibyte)
    const path = `${number}.bin`
    const key = `uploads/bench-${number}`
    const upload = async () => {
      const count = await uploadByHub(service, { repository: 'large', path }, file)
      if (count !== partCount) throw new Error(`It was sent in ${count} parts, not ${partCount}.`)
    }
    const inTurn = number % 2 ? timedInTurn : timedInTurnBackwards
    const straight = (sha256?: string) =>
      uploadStraight(store, { key, partCount, ...(sha256 && { sha256 }) }, file)
    const up = await inTurn(() => straight(), upload)
    const checked = partCount === 1 ? await timed(() => straight(file.sha256)) : null
    const url = await store.presignGet(key, 'bench')
    const resolve = `${service.url}/datasets/bench/large/resolve/main/${path}`
    const down = await inTurn(
      () => download(url),
      () => download(resolve, service.headers),
    )
    const byClient = isS3 ? await timed(() => uploadByMinio(settings, key, file)) : null
    await store.remove(key)
    return { up, down, checked, byClient }
  }
  await round(0) // a service that has just started grows to the size that it works at
  const measured: Awaited<ReturnType<typeof round>>[] = []
  const { grewMebibytes } = await watch(service, async () => {
    for (let number = 1; number < rounds; number++) measured.push(await round(number))
  })
  add(`${name}: upload`, compared(measured.map(({ up }) => up)), '≥ 0.9 ×')
  const comparedWith = (other: 'checked' | 'byClient') =>
    compared(
      measured.flatMap(({ up: [, hub], [other]: straight }) =>
        straight ? [[straight, hub] as const] : [],
      ),
    )
  if (partCount === 1)
    add(`${name}: upload, to one whose hash is checked too`, comparedWith('checked'))
  if (isS3) add(`${name}: upload, to one by the \`minio\` client`, comparedWith('byClient'))
  add(`${name}: download`, compared(measured.map(({ down }) => down)), '≥ 0.9 ×')
  add(`${name}: memory meanwhile`, `+${grewMebibytes.toFixed(0)} MiB`, '± 50 MB')
}

type Work = () => Promise<void>

async function timed(work: Work): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1_000
}

async function timedInTurn(one: Work, other: Work) {
  return [await timed(one), await timed(other)] as const
}

/** What is done second finds the disk busy with the first. */
async function timedInTurnBackwards(one: Work, other: Work) {
  const second = await timed(other)
  return [await timed(one), second] as const
}

async function commitMany(service: DatasetsService, name = 'folder') {
  await createRepository(service, 'small')
  const lines = Array.from({ length: 10_000 }, (_, index) => {
    const content = Buffer.from(`content ${index}`).toString('base64')
    const path = `${index % 100}/${index}.txt`
    return JSON.stringify({ key: 'file', value: { path, content, encoding: 'base64' } })
  })
  const { seconds } = await watch(service, () => commit(service, 'small', lines))
  add(`${name}: a commit of 10,000 small files`, `${seconds.toFixed(1)} s`, '< 10 s')
}

/** Of lines of 1 MB each. */
async function commitLarge(service: DatasetsService) {
  await createRepository(service, 'lines')
  function* lines(count: number) {
    for (let index = 0; index < count; index++) {
      const content = Buffer.alloc(750_000, `${index} of ${count} `).toString('base64')
      yield JSON.stringify({
        key: 'file',
        value: { path: `${index}.txt`, content, encoding: 'base64' },
      })
    }
  }
  const eighth = await watch(service, () => commit(service, 'lines', lines(125)))
  const whole = await watch(service, () => commit(service, 'lines', lines(1_000)))
  add('folder: memory of a commit of 1 GB', beyond(eighth, whole, '125 MB'), 'flat')
}

async function bringRows(service: DatasetsService) {
  await createRepository(service, 'rows')
  const text = (length: number) => 'x'.repeat(length)
  const row = JSON.stringify({ prompt: text(400), completion: text(1024 - 401 - 29) })
  const file = fileOf(piecesOfGibibyte, Buffer.from(`${row}\n`))
  const where = { repository: 'rows', path: 'training/rows.jsonl' }
  const { grewMebibytes } = await watch(service, () => uploadByHub(service, where, file))
  add('folder: memory of 1 GiB of rows', `+${grewMebibytes.toFixed(0)} MiB`, 'flat')
}

/** By the newest Python client: how fast that is, and what memory it takes. */
async function bringByXet({ service, store }: Stores, name: string) {
  await createRepository(service, 'chunked')
  const bring = (path: string, sizeBytes: number) =>
    watch(service, () =>
      uploadByXet(service, { repository: 'chunked', path }, { python, folder, sizeBytes }),
    )
  const quarter = await bring('first.bin', 512 * 1024 ** 2)
  const whole = await bring('second.bin', 2 * 1024 ** 3)
  const pairs: [number, number][] = []
  for (let number = 0; number < xetRounds; number++) {
    const key = `uploads/bench-xet-${number}`
    const file = fileOf(piecesOfGibibyte)
    const straight = await timed(() => uploadStraight(store, { key, partCount: 1 }, file))
    await store.remove(key)
    pairs.push([straight, (await bring(`${number}.bin`, 1024 ** 3)).result])
  }
  add(`${name}: upload by the newest Python client, by Xet`, compared(pairs))
  add(`${name}: memory of 2 GiB by it`, beyond(quarter, whole, '512 MiB'), '± 50 MB')
}

/** 100,000 files in 1,000 folders: every page of all files, and pages of folders and of files alone. */
async function readTrees(service: DatasetsService) {
  await createRepository(service, 'tree')
  const content = Buffer.from('x').toString('base64')
  for (let from = 0; from < folders; from += 100) {
    const lines = Array.from({ length: 100 * filesAFolder }, (_, index) => {
      const path = `${from + Math.floor(index / filesAFolder)}/${index % filesAFolder}.txt`
      return JSON.stringify({ key: 'file', value: { path, content, encoding: 'base64' } })
    })
    await commit(service, 'tree', lines)
  }
  const tree = `${service.url}/api/datasets/bench/tree/tree/main`
  const times: number[] = []
  const read = async (url: string) => {
    const start = performance.now()
    const answer = await fetch(url, { headers: service.headers })
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
    await answer.text()
    times.push(performance.now() - start)
    return /<(.+)>/.exec(answer.headers.get('link') ?? '')?.[1]
  }
  for (let next: string | undefined = `${tree}?recursive=true`; next;) next = await read(next)
  for (let index = 0; index < 100; index++) {
    await read(tree)
    await read(`${tree}/${index}`)
  }
  times.splice(0, 3) // while it warms up
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.floor(sorted.length * part)]!.toFixed(0)
  add('folder: a page of a new tree of 100,000 files, p50', `${at(0.5)} ms`)
  add('folder: a page of a new tree of 100,000 files, p99', `${at(0.99)} ms`, '< 50 ms')
}

type Watched = { mostMebibytes: number; grewMebibytes: number }

/** Beside how far memory went beyond where it began stands how far beyond what a part of the bytes took. */
function beyond(part: Watched, whole: Watched, partSize: string): string {
  const more = Math.max(0, whole.mostMebibytes - part.mostMebibytes)
  return `+${whole.grewMebibytes.toFixed(0)} MiB, +${more.toFixed(0)} beyond ${partSize}`
}

/** Of as many times straight to the store and through the Hub API, in seconds. */
function compared(pairs: (readonly [straight: number, hub: number])[]): string {
  const [straight, hub] = [0, 1].map((at) => pairs.reduce((sum, pair) => sum + pair[at]!, 0))
  return `${(straight! / hub!).toFixed(2)} ×, ${(hub! / pairs.length).toFixed(1)} s`
}
