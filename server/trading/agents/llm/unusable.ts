const maxWords = 300

/** Why there is nothing to decide by: said with a HOLD, never thrown to whoever asked the agent. */
export class Unusable extends Error {
  constructor(words: string) {
    super(words.length <= maxWords ? words : `${words.slice(0, maxWords - 1)}…`)
  }
}
