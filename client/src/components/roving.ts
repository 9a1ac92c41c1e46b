/** Where a key moves in a row of `length`, or null when it does not. */
export function stepFor(key: string, current: number, length: number): number | null {
  if (length === 0) return null
  switch (key) {
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

/** Where a key moves in a column of `length`, which has ends; -1 is above it. Null when it does not. */
export function columnStepFor(key: string, current: number, length: number): number | null {
  if (length === 0) return null
  switch (key) {
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
