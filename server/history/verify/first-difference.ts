const mostShown = 60

/** Where two plain values differ first, and how, for people. Null when they are equal, as far as JSON tells them apart. */
export function firstDifference(one: unknown, other: unknown, path = ''): string | null {
  if (Object.is(one, other)) return null
  if (!isTree(one) || !isTree(other)) return `${path} is ${shown(one)} and should be ${shown(other)}`
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const difference = firstDifference(one[key], other[key], path === '' ? key : `${path}.${key}`)
    if (difference !== null) return difference
  }
  return null
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'left out').slice(0, mostShown)
}
