/** A column of values; each call reads the next one. */
export interface ValueReader {
  read(subject: number, depth: number): unknown
}

/**
 * Makes an object whose fields are read in their order from columns, one of each. `first` is the value of the first field where that
 * was read before.
 */
export type ObjectMaker = (
  columns: readonly ValueReader[],
  subject: number,
  depth: number,
  first?: unknown,
) => Record<string, unknown>

/** A market has some dozens. More of them are made anew when they are needed. */
const mostMakers = 1_000

const makers = new Map<string, ObjectMaker>()

/**
 * The maker of objects with these fields. `readsFirst`: whether it reads the first one too. An object that is written as a literal
 * takes a third of the time of one that gets a field after the other, and reading a market makes three for each option that changed:
 * so each list of names is compiled once. Names are quoted: they are data, and never code. `__proto__` is a field like others only where
 * its name is computed, which takes longer.
 */
export function objectMaker(names: readonly string[], { readsFirst }: { readonly readsFirst: boolean }): ObjectMaker {
  const key = JSON.stringify([readsFirst, names])
  const known = makers.get(key)
  if (known) return known
  const fields = names.map((name, at) => {
    const value = at > 0 || readsFirst ? `columns[${at}].read(subject, depth)` : 'first'
    return `${name === '__proto__' ? "['__proto__']" : JSON.stringify(name)}: ${value}`
  })
  // oxlint-disable-next-line typescript/no-implied-eval -- see above
  const maker = new Function('columns', 'subject', 'depth', 'first', `return { ${fields.join(', ')} }`) as ObjectMaker
  if (makers.size >= mostMakers) makers.clear()
  makers.set(key, maker)
  return maker
}
