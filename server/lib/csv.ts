/** A cell; null is unknown and stays empty. */
export type Cell = string | number | boolean | null

/** A table as RFC 4180 has it, but with the line ends of Unix. */
export function csvOf(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [columns, ...rows].map(csvLine).join('')
}

/** A line of such a table. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(textOf).join(',')}\n`
}

/** A text with a comma, a quote or a line end stands in quotes. */
function textOf(cell: Cell): string {
  const text = cell === null ? '' : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
