/**
 * The names in a header such as `Accept` or `Accept-Encoding`, in lower case and in their order. Each has a weight from
 * 0, which refuses it, to 1 (RFC 9110, 12.4.2). Other parameters are left out.
 */
export function weightsOf(header: string): ReadonlyMap<string, number> {
  return new Map(
    header
      .toLowerCase()
      .split(',')
      .map(weightOf)
      .filter(([name]) => name !== ''),
  )
}

function weightOf(part: string): [string, number] {
  const [name = '', ...parameters] = part.split(';').map((word) => word.trim())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return [name, weight === undefined ? 1 : Number(weight) || 0]
}
