/** Lets asynchronous work happen one at a time, in the order in which it was asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  get isBusy(): boolean {
    return this.#waiting > 0
  }

  /** Runs the work when all work from before has ended, also if that failed. Answers or rejects as the work does. */
  take<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1
    // An async function, so that what the work throws at once rejects, and its turn ends.
    const begin = async () => work()
    const turn = this.#waiting === 1 ? begin() : this.#last.then(begin)
    const ended = () => {
      this.#waiting -= 1
    }
    this.#last = turn.then(ended, ended)
    return turn
  }

  /** Resolves when all work asked for so far has ended. */
  async settled(): Promise<void> {
    while (this.isBusy) await this.#last
  }
}
