import { ValidationError } from '@weft/kit/errors'

/** Where commits go that name no branch. It cannot be deleted. */
export const mainBranch = 'main'

/** Whether git would take it, too. What looks like a whole commit would hide that commit. */
export const isRefName = (name: string): boolean =>
  /^[a-zA-Z0-9_][a-zA-Z0-9_./-]{0,249}$/.test(name) &&
  !/\.\.|\/\/|[./]$|^refs\/|^HEAD$|^[0-9a-f]{40}$/.test(name)

/** Of a commit, or of a tag. */
export const longestMessage = 10_000

/** Refuses a message that is too long; `path` says where it was given. */
export function checkMessage(message: string | null, path: string): void {
  if (!message || message.length <= longestMessage) return
  throw new ValidationError([{ path, message: 'A message has at most 10,000 characters.' }])
}

/** Refuses what cannot name a branch or tag; `path` says where it was given. */
export function checkRefName(name: string, path: string): void {
  if (isRefName(name)) return
  const message = `\`${name.slice(0, 100)}\` cannot name a branch or a tag.`
  throw new ValidationError([{ path, message }])
}
