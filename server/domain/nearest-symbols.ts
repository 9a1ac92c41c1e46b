/** As many as people read. */
const named = 3

/** The symbols of a market that look most like a name, however it is written, nearest first. */
export function nearestSymbols(name: string, symbols: Iterable<string>): readonly string[] {
  const wanted = plain(name)
  return [...symbols]
    .map((symbol) => ({ symbol, distance: changesBetween(wanted, plain(symbol)) }))
    .sort((a, b) => a.distance - b.distance || (a.symbol < b.symbol ? -1 : 1))
    .slice(0, named)
    .map(({ symbol }) => symbol)
}

function plain(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

/** Levenshtein's distance: how many letters are put in, left out or replaced. */
function changesBetween(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (before[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      now.push(Math.min(replaced, (before[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1))
    }
    before = now
  }
  return before[b.length] ?? 0
}
