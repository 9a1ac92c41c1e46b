/** People read no more than these. */
const mostNamed = 3
/** The names that we compare with are shorter. So more letters of a text cost time and change nothing. */
const comparedLetters = 32

/** The names that look most like a text, the nearest first. Case and signs such as `-` make no difference. */
export function nearestNames(text: string, names: Iterable<string>): readonly string[] {
  const wanted = lettersOf(text)
  return [...names]
    .map((name) => ({ name, changes: letterChanges(wanted, lettersOf(name)) }))
    .sort((a, b) => a.changes - b.changes || (a.name < b.name ? -1 : 1))
    .slice(0, mostNamed)
    .map(({ name }) => name)
}

function lettersOf(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, comparedLetters)
}

/** How many letters are left out, added, changed or swapped with their neighbor (optimal string alignment). */
export function letterChanges(a: string, b: string): number {
  const width = b.length + 1
  let twoBefore = new Array<number>(width).fill(0)
  let before = Array.from({ length: width }, (_, column) => column)
  let row = new Array<number>(width).fill(0)
  for (let i = 1; i <= a.length; i += 1) {
    const [letter, lastLetter] = [a.charCodeAt(i - 1), a.charCodeAt(i - 2)]
    row[0] = i
    for (let j = 1; j < width; j += 1) {
      const other = b.charCodeAt(j - 1)
      let least = (before[j - 1] ?? 0) + (letter === other ? 0 : 1)
      if (lastLetter === other && letter === b.charCodeAt(j - 2)) least = Math.min(least, (twoBefore[j - 2] ?? 0) + 1)
      row[j] = Math.min(least, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
    }
    ;[twoBefore, before, row] = [before, row, twoBefore]
  }
  return before[b.length] ?? 0
}
