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
