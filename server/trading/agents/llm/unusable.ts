const maxWords = 300

/** Why an answer of the model cannot be used. The agent says it with a HOLD, and never throws it to its caller. */
export class Unusable extends Error {
  constructor(words: string) {
    super(words.length <= maxWords ? words : `${words.slice(0, maxWords - 1)}…`)
  }
}
