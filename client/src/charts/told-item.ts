/**
 * The item of a time that is known to the second. In a hole, the one before it. A null time means the newest item. Undefined: there
 * is none.
 */
export function toldItem<Item extends { readonly timeMs: number }>(
  items: readonly Item[],
  atMs: number | null,
): Item | undefined {
  return atMs === null ? items.at(-1) : items.findLast(({ timeMs }) => timeMs < atMs + 1_000)
}
