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

/** The name that the head of the table gives to the column of a cell. Nothing for a cell that spans all columns. */
function columnOf(element: HTMLElement): string {
  const cell = element.closest<HTMLTableCellElement>('td, th')
  if (cell === null || cell.colSpan > 1) return ''
  const head = cell.closest('table')?.tHead?.rows[0]?.cells[cell.cellIndex]
  return head?.innerText.replace(/\s+/g, ' ').trim() ?? ''
}

/** The visible hints of an item, without those of items inside it. */
export function hintsWithin(item: Element): readonly string[] {
  const hinted = [...item.querySelectorAll<HTMLElement>('[data-hint]')].filter(
    (element) => element.closest('[data-hinted]') === item && element.getClientRects().length > 0,
  )
  return hintLines(hinted.map((element) => ({ of: columnOf(element), words: element.dataset['hint'] ?? '' })))
}
