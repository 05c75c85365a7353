import { expect, test } from 'vitest'
import { rangeOf } from './range.ts'

test.for([
  [undefined, null],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=5-', { start: 5, end: 9 }],
  ['bytes=-4', { start: 6, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  ['bytes=8-99', { start: 8, end: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=6-5', null],
  ['bytes=-', null],
  ['bytes=a-b', null],
  ['items=0-1', null],
] as const)('of ten bytes, %s is %o', ([header, range]) => {
  expect(rangeOf(header, 10)).toEqual(range)
})
