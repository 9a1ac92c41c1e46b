import { useEffect, useRef, type RefObject } from 'react'
import type { Older } from '../../live/log-page.js'

export interface Filling {
  readonly rows: unknown
  /** Entries in them: a row may stand for many. */
  readonly count: number
  readonly older: Older
  readonly onOlder: () => void
}

/** Above this number, more are read only when somebody asks for them. */
const READ_BY_ITSELF = 400

export type FilledBox = Pick<HTMLElement, 'clientHeight' | 'scrollHeight'>

export interface Filled extends Pick<Filling, 'count' | 'older'> {
  /** How many there were when more were last asked for. After an answer without any it does not ask again. */
  readonly askedAt: number | null
}

/** Whether older ones are read without being asked for: hundreds of HOLDs are one line, and the rest would stay empty. */
export function wantsMore({ count, older, askedAt }: Filled, { clientHeight, scrollHeight }: FilledBox): boolean {
  if (older !== 'there' || count >= READ_BY_ITSELF || count === askedAt) return false
  return clientHeight > 0 && scrollHeight <= clientHeight
}

export function useFilled(list: RefObject<HTMLElement | null>, { rows, count, older, onOlder }: Filling): void {
  const askedAt = useRef<number | null>(null)
  useEffect(() => {
    if (list.current === null || !wantsMore({ count, older, askedAt: askedAt.current }, list.current)) return
    askedAt.current = count
    onOlder()
  }, [list, rows, count, older, onOlder])
}
