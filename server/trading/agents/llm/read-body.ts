import { Unusable } from './unusable.js'

/** More than any answer needs, and little enough to hold. */
const maxBodyBytes = 256 * 1_024

/** The text of a response; throws `Unusable`, and stops reading, once it is longer than it may be. */
export async function readBody(response: Response): Promise<string> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader()
  let [text, bytes] = ['', 0]
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > maxBodyBytes) {
      await reader.cancel()
      throw new Unusable(`The answer is longer than ${maxBodyBytes} bytes`)
    }
    text += decoder.decode(value, { stream: true })
  }
}
