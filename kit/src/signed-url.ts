import { createHmac, timingSafeEqual } from 'node:crypto'

type Signed = {
  method: 'GET' | 'PUT' | 'POST'
  /** From the root of the server on, without a query. */
  path: string
  params: Record<string, string>
}

const signatureOf = (secret: string, { method, path, params }: Signed): string => {
  const pairs = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHmac('sha256', secret)
    .update(JSON.stringify(['weft signed url', method, path, pairs]))
    .digest('base64url')
}

/** A URL that authorises one method on one path with exactly these parameters, until `seconds` from now. */
export function signUrl(
  secret: string,
  origin: string,
  request: Signed & { seconds: number },
): string {
  const { method, path, seconds } = request
  const expires = String(Math.floor(Date.now() / 1_000) + seconds)
  const params = { ...request.params, expires }
  const signature = signatureOf(secret, { method, path, params })
  return `${origin}${path}?${new URLSearchParams({ ...params, signature }).toString()}`
}

/** The parameters of a signed URL; null when it is forged, altered, used for another method, or has expired. */
export function verifyUrl(
  secret: string,
  method: string,
  url: string,
): Record<string, string> | null {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const { signature = '', ...params } = Object.fromEntries(searchParams)
  const signed = { method: (method === 'HEAD' ? 'GET' : method) as 'GET', path: pathname, params }
  const wanted = Buffer.from(signatureOf(secret, signed))
  const given = Buffer.from(signature)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
  return Number(params.expires) * 1_000 > Date.now() ? params : null
}
