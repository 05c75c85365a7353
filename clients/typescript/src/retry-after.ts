/** In how many seconds to come again, out of either form of a `Retry-After`: seconds, or a date of HTTP. */
export function secondsOf(retryAfter: string | null): number | undefined {
  const given = retryAfter?.trim() ?? ''
  if (/^\d+$/.test(given)) return Number(given)
  const at = /^[A-Z][a-z]{2}, .+ GMT$/.test(given) ? Date.parse(given) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1_000))
}
