/** A character of a step of a path, or any number of them. */
type Token = typeof star | ((character: string) => boolean)
/** What a pattern says of one step, or of any number of them. */
type Step = typeof star | Token[]
type Rule = { isNegated: boolean; isOfFolders: boolean; isOfNames: boolean; steps: Step[] }

const star = '*'

/**
 * Says whether git would ignore a path, with this `.gitignore` beside it. A path is compared without regular expressions:
 * each character of a pattern with each of the path at most once, and `count` is called for each comparison.
 */
export function createIsIgnored(text: string, count: () => void): (path: string) => boolean {
  const lines = toBytes(text.replace(/^\ufeff/, '')).split(/\r?\n/)
  const rules = lines.flatMap((line) => ruleOf(line) ?? []).toReversed()
  const isAlike = (token: Token, character: string) => {
    count()
    return token !== star && token(character)
  }
  const isStep = (step: Step, name: string) => step !== star && fits(step, name, isAlike)
  const isMatch = ({ isOfNames, steps }: Rule, names: string[]) =>
    fits(steps, isOfNames ? names.slice(-1) : names, isStep)

  const isIgnored = (names: string[], isFolder: boolean) => {
    const last = rules.find((rule) => {
      count()
      return (isFolder || !rule.isOfFolders) && isMatch(rule, names)
    })
    return last !== undefined && !last.isNegated
  }
  const top: Folder = { isIgnored: false, folders: new Map() }
  const enter = ({ folders }: Folder, names: string[]) => {
    const name = names.at(-1)!
    const known = folders.get(name) ?? { isIgnored: isIgnored(names, true), folders: new Map() }
    folders.set(name, known)
    return known
  }
  return (path) => {
    const names = toBytes(path).split('/')
    let folder = top
    for (let depth = 1; depth < names.length; depth++) {
      folder = enter(folder, names.slice(0, depth))
      if (folder.isIgnored) return true // whatever is said of what is in it
    }
    return isIgnored(names, false)
  }
}

type Folder = { isIgnored: boolean; folders: Map<string, Folder> }

/** Git compares bytes: `?` is one of them. */
const toBytes = (text: string) => Buffer.from(text).toString('latin1')

/**
 * Whether the items are alike the parts, one by one, a star being like any number of them. When a part is not, the last star
 * takes one item more, and no earlier one does, since that could not help.
 */
function fits<Part, Item>(
  parts: readonly (Part | typeof star)[],
  items: ArrayLike<Item>,
  isAlike: (part: Part | typeof star, item: Item) => boolean,
): boolean {
  let [part, item, afterStar, resumed] = [0, 0, 0, 0]
  while (item < items.length) {
    if (parts[part] === star) {
      afterStar = ++part
      resumed = item
    } else if (part < parts.length && isAlike(parts[part]!, items[item]!)) {
      part++
      item++
    } else if (afterStar) {
      part = afterStar
      item = ++resumed
    } else return false
  }
  while (parts[part] === star) part++
  return part === parts.length
}

function ruleOf(line: string): Rule | null {
  if (!line || line.startsWith('#')) return null
  const isNegated = line.startsWith('!')
  const given = withoutSpaces(line.slice(isNegated ? 1 : 0))
  const isOfFolders = given.endsWith('/')
  const pattern = isOfFolders ? given.slice(0, -1) : given
  const isOfNames = !pattern.includes('/')
  const steps = stepsOf(pattern.replace(/^\//, ''))
  if (!steps) return null
  return { isNegated, isOfFolders, isOfNames, steps: isOfNames ? steps : withStars(steps) }
}

/** Spaces at the end say nothing, but one that is escaped. */
function withoutSpaces(line: string): string {
  let end = line.length
  while (line[end - 1] === ' ') end--
  let escapes = 0
  while (line[end - 1 - escapes] === '\\') escapes++
  return line.slice(0, escapes % 2 ? end + 1 : end)
}

/** `**` stands for any number of steps; at the end, for at least one. */
function withStars(steps: Token[][]): Step[] {
  const isAny = (step: Token[]) => step.length > 1 && step.every((token) => token === star)
  const stars = steps.map((step): Step => (isAny(step) ? star : step))
  return stars.at(-1) === star ? [...stars, [star]] : stars
}

/** In a set, `]` is a member where it comes first. */
const tokens =
  /\\([^])|\[(?:([!^])|(?![!^]))((?:\]|\[:[a-z]*:\]|\\[^]|[^\]\\])(?:\[:[a-z]*:\]|\\[^]|[^\]\\])*)\]|([^[\\])/y

/** Null for what is not closed or not finished: it fits nothing. */
function stepsOf(pattern: string): Token[][] | null {
  const steps: Token[][] = [[]]
  for (tokens.lastIndex = 0; tokens.lastIndex < pattern.length;) {
    const [, escaped, negation, set, plain] = tokens.exec(pattern) ?? []
    const character = escaped ?? plain
    if (character === '/') steps.push([])
    else {
      const token = character === undefined ? inSet(set, negation) : (wild[plain!] ?? is(character))
      if (!token) return null
      steps.at(-1)!.push(token)
    }
  }
  return steps
}

const is = (wanted: string) => (character: string) => character === wanted
const wild: Record<string, Token> = { '*': star, '?': () => true }

const members = /\[:([a-z]*):\]|(?:\\([^])|([^]))(?:-(?:\\([^])|([^])))?/g

function inSet(set: string | undefined, negation: string | undefined): Token | null {
  if (set === undefined) return null
  const isIn = new Uint8Array(256)
  if (!put(set, isIn)) return null
  return (character) => Boolean(isIn[character.charCodeAt(0)]) === !negation
}

/** False when there is no such class. */
function put(set: string, isIn: Uint8Array): boolean {
  for (const [, name, escaped, plain = '', escapedEnd, plainEnd] of set.matchAll(members)) {
    const first = escaped ?? plain
    const last = escapedEnd ?? plainEnd ?? first
    if (name === undefined) isIn.fill(1, first.charCodeAt(0), last.charCodeAt(0) + 1)
    else if (!classes.has(name) || !put(classes.get(name)!, isIn)) return false
  }
  return true
}

const classes = new Map([
  ['alnum', '0-9A-Za-z'],
  ['alpha', 'A-Za-z'],
  ['blank', ' \t'],
  ['cntrl', '\0-\u001f\u007f'],
  ['digit', '0-9'],
  ['graph', '!-~'],
  ['lower', 'a-z'],
  ['print', ' -~'],
  ['punct', '!-/:-@[-`{-~'],
  ['space', ' \t-\r'],
  ['upper', 'A-Z'],
  ['xdigit', '0-9A-Fa-f'],
])
