import { useState } from 'react'
import type { Direction } from '../lib/format.js'

/** Which way the value moved when it last did. */
export function useLastMove(value: number | null): Direction {
  const [last, setLast] = useState<{ readonly value: number | null; readonly move: Direction }>({ value, move: 'flat' })
  if (last.value === value) return last.move
  const move = last.value === null || value === null ? 'flat' : value > last.value ? 'up' : 'down'
  setLast({ value, move })
  return move
}
