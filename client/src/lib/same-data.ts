const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Whether two answers say the same, however deep. */
export function isSameData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSameData(one[key], other[key]))
  )
}

/** The known value while the new one says the same, so that nothing that shows it is rendered again. */
export const keepSame = <Data>(known: Data | undefined, now: Data): Data =>
  known !== undefined && isSameData(known, now) ? known : now

/** As `keepSame`, for lists whose items are kept already. */
export const keepSameList = <Item>(known: readonly Item[], now: readonly Item[]): readonly Item[] =>
  known.length === now.length && known.every((item, index) => item === now[index]) ? known : now
