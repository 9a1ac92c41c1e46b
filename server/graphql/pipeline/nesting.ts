/** How deep objects and lists may be nested in what a client sends. Our inputs need far less. */
export const maxNesting = 64

/** Whether objects and lists are nested deeper than `levels`. Reads no deeper itself. */
export function isNestedTooDeep(value: unknown, levels = maxNesting): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isNestedTooDeep(inner, levels - 1))
}
