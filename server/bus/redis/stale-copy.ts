/** A state with all its freshness gone: each field whose name ends with it says STALE. The same object where none said LIVE. */
export function staleCopy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items: unknown[] = value.map(staleCopy)
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  const fields = Object.entries(value)
  const stale = fields.map(([name, field]): [string, unknown] => [name, staleField(name, field)])
  return stale.some(([, field], index) => field !== fields[index]?.[1]) ? Object.fromEntries(stale) : value
}

function staleField(name: string, field: unknown): unknown {
  return field === 'LIVE' && /freshness$/i.test(name) ? 'STALE' : staleCopy(field)
}
