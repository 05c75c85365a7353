import { expect, test } from 'vitest'
import { fileAndFolder, pathProblem } from './path.rules.ts'

test.for(['a', 'a/b.txt', '.gitattributes', 'Ünïcödé/…', 'a b', '...', 'a..b', 'x'.repeat(1_024)])(
  '`%s` names a file',
  (path) => {
    expect(pathProblem(path)).toBeNull()
  },
)

test.for([
  '',
  '/a',
  'a/',
  'a//b',
  '..',
  '../a',
  'a/../b',
  'a/..',
  './a',
  'a/.',
  'a\\b',
  'a\0b',
  'a\nb',
  '\ud800',
  'x'.repeat(1_025),
])('%j does not', (path) => {
  expect(pathProblem(path)).toEqual(expect.any(String))
})

test('a path is a file or a folder, not both', () => {
  expect(fileAndFolder(['a', 'b/c', 'b/d', 'b.e'])).toBeNull()
  expect(fileAndFolder(['b/c/d', 'a', 'b'])).toBe('b')
})
