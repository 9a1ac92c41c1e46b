import type { RefObject } from 'react'
import { useEffect } from 'react'
import type { Older } from '../../live/log-page.js'

export interface Filling {
  readonly rows: unknown
  /** Entries in them: a row may stand for many. */
  readonly count: number
  readonly older: Older
  readonly onOlder: () => void
}

/** Beyond so many, more are read only when somebody asks for them. */
const READ_BY_ITSELF = 400

/** Whether older ones are read without being asked for: hundreds of HOLDs are one line, and the rest would stay empty. */
export function wantsMore({ count, older }: Pick<Filling, 'count' | 'older'>, box: FilledBox): boolean {
  const isSeen = box.clientHeight > 0
  return isSeen && box.scrollHeight <= box.clientHeight && older === 'there' && count < READ_BY_ITSELF
}

export type FilledBox = Pick<HTMLElement, 'clientHeight' | 'scrollHeight'>

export function useFilled(list: RefObject<HTMLElement | null>, { rows, count, older, onOlder }: Filling): void {
  useEffect(() => {
    if (list.current !== null && wantsMore({ count, older }, list.current)) onOlder()
  }, [list, rows, count, older, onOlder])
}
