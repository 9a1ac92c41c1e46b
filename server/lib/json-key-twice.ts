/**
 * The first name that stands twice in an object of a valid JSON text, as far as objects are nested at most `levels` deep.
 * Null: there is none. `JSON.parse` takes the last of such values, other readers the first.
 */
export function jsonKeyTwice(json: string, levels: number): string | null {
  /** The names of the objects around the place at hand. Deeper ones are not kept. */
  const names: Set<string>[] = []
  let depth = 0
  let text = [0, 0] as [start: number, end: number]
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at]
    if (character === '"') {
      text = [at, endOfText(json, at)]
      at = text[1] - 1
    } else if (character === '{' || character === '[') {
      depth += 1
      if (depth <= levels) names[depth] = new Set()
    } else if (character === '}' || character === ']') {
      depth -= 1
    } else if (character === ':' && depth <= levels) {
      const name = JSON.parse(json.slice(...text)) as string
      if (names[depth]?.has(name)) return name
      names[depth]?.add(name)
    }
  }
  return null
}

/** Behind the quote that ends the text which begins here. */
function endOfText(json: string, start: number): number {
  let at = start + 1
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1
  return at + 1
}
