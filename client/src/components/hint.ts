/**
 * The attributes of an element with an explanation, which shows when the element is pointed at, focused or tapped.
 * Spread them on the element. Without words there are none. Set `inList` for what repeats: the Tab key does not stop
 * there.
 */
export function hint(words: string | null | undefined, { inList = false } = {}) {
  if (!words) return {}
  return inList ? { 'data-hint': words } : { 'data-hint': words, tabIndex: 0 }
}

/** An item of a list, whose hints are shown when something in it has the focus. */
export const hintedItem = { 'data-hinted': '' }

/** A row of a table that arrows focus, so that its hints are shown. */
export const hintedRow = { ...hintedItem, tabIndex: -1 }
