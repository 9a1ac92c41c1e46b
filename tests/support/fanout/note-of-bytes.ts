/** The id of a note whose result has so many bytes. */
export function noteOfBytes(bytes: number, letter: string): string {
  const left = bytes - Buffer.byteLength('{"data":{"note":{"id":""}}}')
  const letters = letter.repeat(Math.floor(left / Buffer.byteLength(letter)))
  return letters + 'x'.repeat(left - Buffer.byteLength(letters))
}
