import { sleep } from './waiting.js'

const document = `mutation ($input: PublishDecisionInput!) {
  publishDecision(input: $input) { ... on DecisionPublished { decision { id } } }
}`

/** A bot that publishes, each decision again under its key until it is answered. */
export class Publisher {
  /** Ids that were answered. */
  readonly acknowledged: string[] = []
  /** Calls that were made again. */
  repeats = 0
  #open = 0
  #calls = 0
  readonly #httpUrl: string
  readonly #token: string

  constructor(httpUrl: string, token: string) {
    this.#httpUrl = httpUrl
    this.#token = token
  }

  get isIdle(): boolean {
    return this.#open === 0
  }

  async publish(): Promise<void> {
    this.#open += 1
    const idempotencyKey = `soak ${(this.#calls += 1)}`
    const input = { idempotencyKey, symbol: 'BTC-PERPETUAL', action: 'HOLD', reasoning: 'Soaked.', model: 'soak' }
    for (let id = await this.#post(input); ; id = await this.#post(input)) {
      if (id !== null) {
        this.acknowledged.push(id)
        break
      }
      this.repeats += 1
      await sleep(250)
    }
    this.#open -= 1
  }

  /** Null when nobody answered. */
  async #post(input: Readonly<Record<string, string>>): Promise<string | null> {
    try {
      const response = await fetch(this.#httpUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#token}` },
        body: JSON.stringify({ query: document, variables: { input } }),
      })
      const { data } = (await response.json()) as { data?: { publishDecision: { decision: { id: string } } } }
      return data?.publishDecision.decision.id ?? null
    } catch {
      return null
    }
  }
}
