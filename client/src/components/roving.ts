/** A press of a key. With Alt, Ctrl or Meta it is the browser's own. */
export interface Press {
  readonly key: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

const isOfBrowser = ({ altKey, ctrlKey, metaKey }: Press) => altKey || ctrlKey || metaKey

/** Where a key moves in a row of `length`. Null when the key does not move. */
export function stepFor(press: Press, current: number, length: number): number | null {
  if (length === 0 || isOfBrowser(press)) return null
  switch (press.key) {
    case 'ArrowRight':
      return (current + 1) % length
    case 'ArrowLeft':
      return (Math.max(current, 0) - 1 + length) % length
    case 'Home':
      return 0
    case 'End':
      return length - 1
    default:
      return null
  }
}

/** Where a key moves in a column of `length`, which has ends; -1 is above it. Null when the key does not move. */
export function columnStepFor(press: Press, current: number, length: number): number | null {
  if (length === 0 || isOfBrowser(press)) return null
  switch (press.key) {
    case 'ArrowDown':
      return Math.min(current + 1, length - 1)
    case 'ArrowUp':
      return Math.max(current - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return length - 1
    default:
      return null
  }
}
