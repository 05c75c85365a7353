/** What one operation may be, before anything is planned. */
export const parseOptions = { maxTokens: 10_000 }

/** Fields after all fragments are spread. */
export const maxRecursiveSelections = 100_000
