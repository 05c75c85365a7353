import { expect, test } from 'vitest'
import { ValidationError } from './errors.ts'
import { checkName, checkVersionName } from './names.ts'

test.for(['a', '0', 'tinyworld', 'a.b-c_d', 'api-gateway', 'v1.0', 'x'.repeat(96)])(
  '%o is a name',
  (name) => {
    expect(() => checkName(name, 'input.name')).not.toThrow()
  },
)

test.for(['', 'Upper', 'a b', '.dot', '-a', 'a/b', 'a@1', 'ä', 'a\n', 'x'.repeat(97)])(
  '%o is no name, of a version neither',
  (name) => {
    expect(() => checkName(name, 'input.name')).toThrow(ValidationError)
    expect(() => checkVersionName(name, 'input.version')).toThrow(ValidationError)
  },
)

test.for([
  'api',
  'datasets',
  'spaces',
  'models',
  'v1',
  'objects',
  'graphql',
  'jobs',
  'health',
  'ready',
  'admin',
  'facts.git',
])('%s is reserved, but not as the name of a version', (name) => {
  const message = `\`${name}\` is reserved: it stands in addresses of the platform.`
  expect(() => checkName(name, 'input.name')).toThrow(
    new ValidationError([{ path: 'input.name', message }]),
  )
  expect(() => checkVersionName(name, 'input.version')).not.toThrow()
})
