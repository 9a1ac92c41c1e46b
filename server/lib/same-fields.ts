/** Whether two flat records have equal fields; those named in `except` do not count. */
export function sameFields<T extends object>(a: T, b: T, except: readonly (keyof T)[] = []): boolean {
  for (const key of Object.keys(a) as (keyof T)[]) {
    if (a[key] !== b[key] && !except.includes(key)) return false
  }
  return true
}
