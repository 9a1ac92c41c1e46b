import { chatStub, says, type StubAnswer } from './agents/chat-stub.js'

export interface KnownSecrets {
  readonly key: string
  /** Of the address. */
  readonly query: string
}

export interface TelltaleModel extends AsyncDisposable {
  readonly url: string
  /** Whether it has told everything, twice. */
  heardAll(): boolean
}

/** A model that repeats the secrets it was sent, in one way after another. */
export async function telltaleModel(secrets: KnownSecrets): Promise<TelltaleModel> {
  const answers = waysToTell(secrets)
  let asked = 0
  const stub = await chatStub((response, question) => answers[asked++ % answers.length]?.(response, question))
  return { ...stub, heardAll: () => stub.heard.length > 2 * answers.length }
}

function waysToTell({ key, query }: KnownSecrets): readonly StubAnswer[] {
  return [
    (response, question) => says(holding(`${question.authorization} ${query}`))(response, question),
    says(holding(Buffer.from(`u:${key}`).toString('base64'))),
    // In JSON, a letter may be written as its code.
    says(holding(key).replaceAll(key.slice(0, 2), [...key.slice(0, 2)].map(escaped).join(''))),
    says(holding('fine', key.padStart(75, 'x'))),
    says(JSON.stringify({ [key]: 1 })),
    says(null, { refusal: `Not with ${key}` }),
    (response) => response.writeHead(401).end(`Incorrect key ${key} at ?key=${query}`),
    (response) => response.writeHead(302, { location: `http://127.0.0.1:1/?key=${key}` }).end(),
    (response) => response.end(key),
  ]
}

const escaped = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`

function holding(reasoning: string, symbol = 'BTC-PERPETUAL'): string {
  const numbers = { quantityCoin: null, leverage: null, stopLossUsd: null, profitTargetUsd: null, confidence: null }
  const decision = { action: 'HOLD', symbol, reasoning, invalidation: reasoning, invalidationRule: null, ...numbers }
  return JSON.stringify({ decisions: [decision] })
}
