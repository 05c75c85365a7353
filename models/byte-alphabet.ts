/** GPT-2's way to write each byte as one printable character. */
export const BYTE_CHARACTERS: readonly string[] = alphabet()

export const toByteCharacters = (text: string) =>
  Array.from(Buffer.from(text), (byte) => BYTE_CHARACTERS[byte] ?? '')

function alphabet() {
  const isPrintable = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
  let next = 256
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCharCode(isPrintable(byte) ? byte : next++),
  )
}
