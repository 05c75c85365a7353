import { expect, test } from 'vitest'
import { commitTexts } from './harness.ts'
import { startHub } from './hub.ts'

async function startPreupload() {
  const hub = await startHub()
  const preupload = async (paths: string[], gitIgnore?: string) => {
    const files = paths.map((path) => ({ path, size: 1, sample: '' }))
    const api = `/api/models/${hub.ref}/preupload/main`
    const { status, body } = await hub.call('POST', api, { files, gitIgnore })
    if (status !== 200) return body
    const answers = (body as unknown as { files: { path: string; shouldIgnore: boolean }[] }).files
    return answers.flatMap(({ path, shouldIgnore }) => (shouldIgnore ? [path] : []))
  }
  return { ...hub, preupload }
}

test('what the .gitignore names that comes along is not to be uploaded', async () => {
  const { preupload } = await startPreupload()
  const paths = ['a.log', 'keep.log', 'sub/__pycache__/a.pyc', 'config.json']
  expect(await preupload(paths, '*.log\n!keep.log\n__pycache__/\n')).toEqual([
    'a.log',
    'sub/__pycache__/a.pyc',
  ])
  expect(await preupload(paths)).toEqual([])
})

test('where none comes along, the .gitignore of the repository is asked', async () => {
  const hub = await startPreupload()
  await commitTexts(hub, hub.id, { '.gitignore': '*.log' })
  expect(await hub.preupload(['a.log', 'b.txt'])).toEqual(['a.log'])
  expect(await hub.preupload(['a.log', 'b.txt'], '*.txt')).toEqual(['b.txt'])
  expect(await hub.preupload(['a.log', 'b.txt'], '')).toEqual([])
  await commitTexts(hub, hub.id, { '.gitignore': '*.log\n'.repeat(11_000) })
  expect(await hub.preupload(['a.log'])).toEqual({
    error: expect.stringContaining('longer than 64 KiB'),
  })
})

test('a .gitignore that is too long, or would take too long, is refused', async () => {
  const { preupload } = await startPreupload()
  expect(await preupload(['a'], 'a'.repeat(64 * 1024 + 1))).toEqual({
    error: expect.stringContaining('body.gitIgnore'),
  })
  const paths = Array.from({ length: 100 }, (_, index) => 'a'.repeat(900) + index)
  expect(await preupload(paths, `*${'a'.repeat(400)}b\n`.repeat(50))).toEqual({
    error: expect.stringContaining('too long for so many paths'),
  })
})

test('a path that no commit takes is refused before its bytes are sent', async () => {
  const { preupload } = await startPreupload()
  expect(await preupload(['a/../b'])).toEqual({
    error: expect.stringMatching(/body\.files\.0\.path.*step/),
  })
})
