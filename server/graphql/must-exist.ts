/** A value that must be there, because the arguments were checked before. If it is not, that is a bug. */
export function mustExist<T>(value: T | null | undefined, what: string): T {
  if (value == null) throw new Error(`No ${what}, though the arguments were accepted`)
  return value
}
