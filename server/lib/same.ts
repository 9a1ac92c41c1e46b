/** Whether two flat records have equal fields. Fields in `except` do not count. */
export function sameFields<T extends object>(a: T, b: T, except: readonly (keyof T)[] = []): boolean {
  for (const key of Object.keys(a) as (keyof T)[]) {
    if (a[key] !== b[key] && !except.includes(key)) return false
  }
  return true
}

/** Whether two lists hold the very same values in the same order. */
export function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
