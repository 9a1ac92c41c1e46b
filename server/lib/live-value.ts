interface Counted {
  readonly seq: number
  /** When it was true; null while nothing was heard, left out where a value has no time. */
  readonly asOf?: number | null
}

/** The present value of one stream, which counts its changes. */
export interface LiveValue<T extends Counted> {
  now(): T
  /**
   * Takes the next value and answers whether it is a change. A change has the next `seq`. A value that differs only in
   * its time is not a change and keeps its `seq`; the first time that is ever heard is one.
   */
  update(next: Omit<T, 'seq'>): boolean
}

/** `same` compares two values; it need not look at `seq` and `asOf`. */
export function liveValue<T extends Counted>(
  first: Omit<T, 'seq'>,
  same: (a: T, b: T) => boolean,
  firstSeq = 0,
): LiveValue<T> {
  let present = { ...first, seq: firstSeq } as T
  return {
    now: () => present,
    update(next) {
      const candidate = { ...next, seq: present.seq } as T
      const changed = (present.asOf === null) !== (candidate.asOf === null) || !same(present, candidate)
      present = changed ? { ...candidate, seq: present.seq + 1 } : candidate
      return changed
    },
  }
}
