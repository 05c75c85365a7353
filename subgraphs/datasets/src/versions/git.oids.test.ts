import { expect, test } from 'vitest'
import { toFolders } from './git.oids.ts'

const fileWith = (path: string, gitOid: string | null = null) => ({
  path,
  sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', // abc
  sizeBytes: 3,
  gitOid,
  split: null,
  syntax: null,
})
const hello = 'ce013625030ba8dba906f756967f9e9ca394464a'

test('folders have the ids that git gives their trees', () => {
  const files = [
    fileWith('a.txt', hello),
    fileWith('a/b/c', hello),
    fileWith('a0', hello),
    fileWith('model.bin'), // a pointer of Git LFS
  ]
  // git mktree, and git write-tree of the same four files
  expect(toFolders(files)).toEqual([
    { path: 'a/b', oid: '435927d2fe872add393f6b83553075ffeb232cba' },
    { path: 'a', oid: 'f08d938fffaf97b2a5aaee711047bae6f06cd6c5' },
    { path: '', oid: 'f37f7ba04b67b045a7e56e8648ba49ca07ac257b' },
  ])
})

test('a version without files is the empty tree of git', () => {
  expect(toFolders([])).toEqual([{ path: '', oid: '4b825dc642cb6eb9a060e54bf8d69288fbee4904' }])
})
