/**
 * Whether a text is one line that people can read. Line separators break a line too. A character that turns the direction
 * of writing makes a name look like another one.
 */
export function isOneLine(text: string): boolean {
  return text.trim() !== '' && !/[\p{Cc}\u2028\u2029\p{Bidi_Control}\p{Surrogate}]/u.test(text)
}
