/** Lets asynchronous work happen one at a time, in the order in which it was asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  get isBusy(): boolean {
    return this.#waiting > 0
  }

  /** Runs the work when everything asked for before has ended, well or not; answers as it does. */
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
