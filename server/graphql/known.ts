/** A value that the checks before have made certain; its absence is a bug, not the caller's doing. */
export function known<T>(value: T | null | undefined, what: string): T {
  if (value == null) throw new Error(`No ${what}, though the arguments were accepted`)
  return value
}
