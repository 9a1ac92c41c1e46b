/** The package brings its types under a name that TypeScript does not find. */
declare module 'unicode-confusables' {
  /** The text with every character replaced by the one that it looks like, as Unicode's report 39 has it. */
  export function rectifyConfusion(text: string): string
}
