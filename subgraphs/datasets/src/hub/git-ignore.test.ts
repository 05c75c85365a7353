import { expect, test } from 'vitest'
import { createIsIgnored } from './git-ignore.ts'

/** As `git check-ignore --no-index` answers each. */
const cases: [gitIgnore: string, ignored: string[], kept: string[]][] = [
  ['', [], ['a']],
  ['# a\n\n  \n\\#b', ['#b'], ['a', '# a', '  ']],
  ['*.log', ['a.log', '.log', 'x/a.log'], ['a.log.txt', 'alog']],
  ['build', ['build', 'build/a', 'x/build/a'], ['builds', 'rebuild']],
  ['build/', ['build/a', 'x/build/y/z'], ['build', 'x/build']],
  ['/build', ['build', 'build/a'], ['x/build']],
  ['x/build', ['x/build', 'x/build/a'], ['build', 'y/x/build']],
  ['x/*', ['x/a', 'x/a/b'], ['x', 'y/x/a']],
  ['a?c', ['abc', 'x/a-c'], ['ac', 'a/c', 'aéc']],
  ['a??c', ['aéc'], ['abc']],
  ['**/a', ['a', 'x/a', 'x/y/a'], ['xa']],
  ['a/**', ['a/b', 'a/b/c'], ['a', 'x/a/b']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['b', 'a/bx', 'x/a/b']],
  ['/**/a/**/', ['a/b/c', 'x/a/b/c'], ['a/b', 'a']],
  ['**', ['a', 'a/b'], []],
  ['a**b', ['ab', 'axxb'], ['a/b']],
  ['*.bin\n!keep.bin', ['a.bin', 'x/a.bin'], ['keep.bin', 'x/keep.bin']],
  ['x/\n!x/keep', ['x/keep', 'x/a'], []],
  ['x/*\n!x/keep', ['x/a'], ['x/keep']],
  ['!a\na', ['a'], []],
  ['\\!a', ['!a'], ['a']],
  ['a  \nb\\ ', ['a', 'b '], ['a  ', 'b']],
  ['a\r\nb\r\n', ['a', 'b'], ['a\r']],
  ['\ufeffa', ['a'], []],
  ['\\*', ['*'], ['a']],
  ['a\\', [], ['a', 'a\\']],
  ['[ab]', ['a', 'b'], ['c', '[ab]']],
  ['[!ab]\n', ['c'], ['a', 'b']],
  ['[^a-c]', ['d', '-'], ['a', 'b', 'c']],
  ['[]a]', [']', 'a'], ['[]a]']],
  ['[a-]', ['a', '-'], ['b']],
  ['[a\\]]', ['a', ']'], ['\\']],
  ['[[:digit:]x]', ['7', 'x'], ['a', ':', '[']],
  ['[[:foo:]]\n[a\n[!]', [], ['f', '[a', 'a', '!', '[!]']],
  ['x[/]y\nx?y', ['x-y'], ['x/y']],
  ['/', [], ['a']],
  ['a//b\n!', [], ['a/b', '']],
  ['é*', ['été', 'é'], ['e']],
]

test.for(cases)('%j ignores what git ignores', ([gitIgnore, ignored, kept]) => {
  const isIgnored = createIsIgnored(gitIgnore, () => {})
  expect(ignored.filter((path) => !isIgnored(path))).toEqual([])
  expect(kept.filter(isIgnored)).toEqual([])
})

test.for([
  ['*a'.repeat(1_000) + 'b', 'a'.repeat(1_000)],
  ['**/a/'.repeat(100) + 'b', 'a/'.repeat(100) + 'c'],
  ['[a'.repeat(1_000), 'a'.repeat(1_000)],
] as const)(
  'no pattern makes more comparisons than it has characters, times those of the path',
  ([gitIgnore, path]) => {
    let comparisons = 0
    createIsIgnored(gitIgnore, () => comparisons++)(path)
    const levels = path.split('/').length
    expect(comparisons).toBeLessThanOrEqual(levels * (gitIgnore.length * path.length + 1))
  },
)
