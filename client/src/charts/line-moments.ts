/** What the lines are at a time; a line has a gap where its value is null or nothing is known. */
export interface LineMoment {
  readonly timeMs: number
  readonly values?: readonly (number | null)[]
}

const isSame = (one: LineMoment, other: LineMoment | undefined): boolean =>
  one.timeMs === other?.timeMs &&
  one.values?.length === other.values?.length &&
  (one.values ?? []).every((value, line) => value === other.values?.[line])

/** Where drawing goes on: the index in `next` of the last drawn moment. Null when other moments changed: then all is drawn anew. */
export function continuesMomentsAt(drawn: readonly LineMoment[], next: readonly LineMoment[]): number | null {
  const last = drawn.at(-1)
  const index = drawn.length - 1
  if (last === undefined || next[index]?.timeMs !== last.timeMs) return null
  return drawn.slice(0, -1).every((moment, at) => isSame(moment, next[at])) ? index : null
}

/** As the library wants them. Of two moments in a second the later one. */
export function onceASecond(moments: readonly LineMoment[]): readonly LineMoment[] {
  const bySecond = new Map(moments.map((moment) => [Math.floor(moment.timeMs / 1_000), moment]))
  return bySecond.size === moments.length ? moments : [...bySecond.values()]
}
