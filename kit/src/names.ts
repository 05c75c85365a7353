import { ValidationError } from './errors.ts'

const rule = /^[a-z0-9][a-z0-9._-]{0,95}$/

/** The words with which paths of our doors, and of the Hub's clients, begin or go on. */
const reserved = new Set(
  (
    'admin api datasets deployments graphql health info jobs metrics models namespaces none null objects ready ' +
    'resolve settings spaces static undefined v1 whoami-v2 xet'
  ).split(' '),
)

/** Refuses a name that could not stand in a reference, a URL or a file name; `path` says where it was given. */
export function checkName(name: string, path: string): void {
  checkVersionName(name, path)
  if (!reserved.has(name) && !name.endsWith('.git')) return
  const message = `\`${name}\` is reserved: it stands in addresses of the platform.`
  throw new ValidationError([{ path, message }])
}

/** As `checkName`; no address begins with the name of a version, so that none is reserved. */
export function checkVersionName(name: string, path: string): void {
  if (rule.test(name)) return
  throw new ValidationError([
    {
      path,
      message:
        `\`${name.slice(0, 100)}\` is not a name: use lower-case letters, digits and \`-_.\`, ` +
        '1 to 96 of them, beginning with a letter or digit.',
    },
  ])
}
