export interface NamedHint {
  /** The column that it stands in, or empty. */
  readonly of: string
  readonly words: string
}

/** Each explanation once, after the names of what it explains. */
export function hintLines(hints: readonly NamedHint[]): readonly string[] {
  const names = new Map<string, Set<string>>()
  for (const { of, words } of hints) {
    const known = names.get(words) ?? new Set()
    names.set(words, of === '' ? known : known.add(of))
  }
  return [...names].map(([words, of]) => (of.size === 0 ? words : `${[...of].join(', ')}: ${words}`))
}

/** What its head calls the column of a cell; nothing for a cell over all columns. */
function columnOf(element: HTMLElement): string {
  const cell = element.closest<HTMLTableCellElement>('td, th')
  if (cell === null || cell.colSpan > 1) return ''
  const head = cell.closest('table')?.tHead?.rows[0]?.cells[cell.cellIndex]
  return head?.innerText.replace(/\s+/g, ' ').trim() ?? ''
}

/** The hints in sight within an item, those of items within it left out. */
export function hintsWithin(item: Element): readonly string[] {
  const hinted = [...item.querySelectorAll<HTMLElement>('[data-hint]')].filter(
    (element) => element.closest('[data-hinted]') === item && element.getClientRects().length > 0,
  )
  return hintLines(hinted.map((element) => ({ of: columnOf(element), words: element.dataset['hint'] ?? '' })))
}
