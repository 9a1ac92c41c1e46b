import { answerJsonSchema } from './answer-schema.js'
import { readBody } from './read-body.js'
import { Unusable } from './unusable.js'

/** Where and how a model is asked. */
export interface ChatEndpoint {
  /** Of the chat completions themselves, as `https://api.example.com/v1/chat/completions`. */
  readonly url: string
  readonly model: string
  /** Sent as a bearer token, and shown nowhere. Null for servers that want none. */
  readonly key: string | null
  readonly fetch: typeof fetch
}

interface ChatQuestion {
  readonly system: string
  readonly user: string
}

const responseFormat = {
  type: 'json_schema',
  json_schema: { name: 'decisions', strict: true, schema: answerJsonSchema },
}

/** Resolves with the body of the answer; rejects with `Unusable`, also once the signal is aborted. */
export type Complete = (question: ChatQuestion, signal: AbortSignal) => Promise<string>

/**
 * Asks an endpoint of the OpenAI chat completions API. Some servers refuse `response_format`; for these it is left out from
 * then on.
 */
export function chatCompletions(endpoint: ChatEndpoint): Complete {
  let takesSchema = true
  return async (question, signal) => {
    try {
      let response = await post(endpoint, question, { takesSchema, signal })
      if (takesSchema && (response.status === 400 || response.status === 422)) {
        await response.body?.cancel()
        response = await post(endpoint, question, { takesSchema: false, signal })
        takesSchema = !response.ok
      }
      if (response.ok) return await readBody(response)
      await response.body?.cancel()
      throw new Unusable(`The server of the model answered ${response.status}${meaningOf(response.status)}`)
    } catch (thrown) {
      throw thrown instanceof Unusable ? thrown : new Unusable(`The model could not be reached${codeOf(thrown)}`)
    }
  }
}

function post(
  { url, model, key, fetch }: ChatEndpoint,
  { system, user }: ChatQuestion,
  { takesSchema, signal }: { readonly takesSchema: boolean; readonly signal: AbortSignal },
): Promise<Response> {
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: user },
  ]
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ model, messages, ...(takesSchema && { response_format: responseFormat }) }),
    redirect: 'error',
    signal,
  })
}

/** What a status means, in our words. Everybody reads them, and the words of the server may quote keys, addresses and names. */
function meaningOf(status: number): string {
  if (status === 401 || status === 403) return ': it does not take the key'
  if (status === 404) return ': it knows no such address or model'
  if (status === 429) return ': it was asked too often, or nothing is left to pay it'
  return ''
}

/** The code of the cause: `fetch` itself says only that it failed. The message may hold the address, and with it a secret. */
function codeOf(thrown: unknown): string {
  const cause: unknown = thrown instanceof Error ? thrown.cause : null
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? ` (${cause.code})` : ''
}
