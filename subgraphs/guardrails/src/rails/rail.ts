/** The kinds and actions as the contract has them. */
export const railKinds = ['REGEX', 'KEYWORDS'] as const
export type RailKind = (typeof railKinds)[number]

export const railActions = ['BLOCK', 'MASK', 'FLAG'] as const
export type RailAction = (typeof railActions)[number]

export type Rail = {
  kind: RailKind
  name: string
  action: RailAction
  parameters: unknown
}

/** Where something was found in one text, in UTF-16 units, and what was looked for. */
export type Match = { start: number; end: number; sought: string }

export type Matcher = {
  /** Steps per character that a search may take at worst. */
  cost: number
  /** All that is found in `text`, in the order of what was sought; never empty ranges. */
  find: (text: string) => Match[]
}
