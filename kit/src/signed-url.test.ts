import { expect, test } from 'vitest'
import { signUrl, verifyUrl } from './signed-url.ts'

const secret = 'a secret of the tests'
const signed = (seconds = 60) =>
  signUrl(secret, 'http://files.example', {
    method: 'GET',
    path: '/objects/blobs/a',
    params: { name: 'a b.txt' },
    seconds,
  })

test('a signed URL carries its parameters', () => {
  expect(verifyUrl(secret, 'GET', signed())).toMatchObject({ name: 'a b.txt' })
  expect(verifyUrl(secret, 'HEAD', signed())).toMatchObject({ name: 'a b.txt' })
})

test('it is worth nothing after its time', () => {
  expect(verifyUrl(secret, 'GET', signed(-1))).toBeNull()
})

test('it is worth nothing for another method, with another secret, or without a signature', () => {
  expect(verifyUrl(secret, 'PUT', signed())).toBeNull()
  expect(verifyUrl('another secret', 'GET', signed())).toBeNull()
  expect(verifyUrl(secret, 'GET', signed().replace(/&signature=.*/, ''))).toBeNull()
})

test('every altered character of it is noticed', () => {
  const url = signed()
  const begin = url.indexOf('/objects')
  for (let at = begin; at < url.length; at++) {
    const other = url[at] === 'x' ? 'y' : 'x'
    const altered = url.slice(0, at) + other + url.slice(at + 1)
    expect(verifyUrl(secret, 'GET', altered)).toBeNull()
  }
  expect(verifyUrl(secret, 'GET', `${url}&part=1`)).toBeNull()
})
