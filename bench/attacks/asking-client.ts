import { Agent, request } from 'node:http'
import { sleep } from '../soak/waiting.js'

/** A client that is not answered for so long counts as one that waited so long. */
export const patienceMs = 20_000

/** Asks for the market, one question after the other. */
export class AskingClient {
  readonly #url: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })

  constructor(url: string) {
    this.#url = `${url}graphql`
  }

  /** How long each answer took while something went on, in milliseconds. One that was refused took as long as anybody waits. */
  async during(something: Promise<unknown>, everyMs: number): Promise<number[]> {
    let isOver = false
    const over = () => (isOver = true)
    something.then(over, over)
    const took: number[] = []
    while (!isOver) {
      const askedAt = performance.now()
      const isAnswered = await this.ask().then(
        () => true,
        () => false,
      )
      took.push(isAnswered ? performance.now() - askedAt : patienceMs)
      await sleep(everyMs)
    }
    return took
  }

  ask(): Promise<void> {
    const body = JSON.stringify({ query: '{ marketData { seq indexPriceUsd } }' })
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': '198.51.100.1' }
    return new Promise((resolve, reject) => {
      const asked = request(
        this.#url,
        { method: 'POST', headers, agent: this.#agent, timeout: patienceMs },
        (answer) => {
          answer.resume()
          answer.once('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode}`))))
        },
      )
      asked.once('timeout', () => asked.destroy(new Error('No answer')))
      asked.once('error', reject)
      asked.end(body)
    })
  }
}
