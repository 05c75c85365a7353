import { ValidationError } from './errors.ts'

const rule = /^[a-z0-9][a-z0-9._-]{0,95}$/

/** Refuses a name that could not stand in a reference, a URL or a file name; `path` says where it was given. */
export function checkName(name: string, path: string): void {
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
