/** The name or the description holds the text, whose `%` and `_` mean themselves. */
export function textMatches(text: string) {
  const like = `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`
  return { $or: [{ name: { $ilike: like } }, { description: { $ilike: like } }] }
}
