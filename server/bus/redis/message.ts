/** Of the format below. A reader skips messages of another one: two releases may be side by side for a while. */
const version = '001'
const epochDigits = 12
const orderDigits = 16
export const headLength = epochDigits + orderDigits + version.length

/** What precedes everything that is older. */
export const noHead = ''

/** Heads compare as texts: the newer epoch is larger, and within one the larger order number. */
export function headOf(epoch: number, order: number): string {
  return String(epoch).padStart(epochDigits, '0') + String(order).padStart(orderDigits, '0') + version
}

export function epochOf(head: string): number {
  return Number(head.slice(0, epochDigits))
}

export interface Message {
  readonly head: string
  readonly key: string
  readonly value: unknown
}

/** The body of a message, which its head precedes. */
export function bodyOf(key: string, value: unknown): string {
  return JSON.stringify([key, value])
}

/** Null: it is of another release, or no message at all. */
export function messageOf(text: string): Message | null {
  const head = text.slice(0, headLength)
  if (!head.endsWith(version) || head.length < headLength) return null
  try {
    const body: unknown = JSON.parse(text.slice(headLength))
    if (!Array.isArray(body) || body.length !== 2 || typeof body[0] !== 'string') return null
    return { head, key: body[0], value: body[1] }
  } catch {
    return null
  }
}
