import type { TypedDocumentString } from './gql/graphql.js'
import type { Settings } from './settings.js'

interface Answer<T> {
  readonly data?: T | null
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
}

const pauseMs = 500
export const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs))

/**
 * Asks until there is an answer: while the server is away, or its store is, the same request is made again. Its
 * idempotency key makes that safe, for what was done before is answered and not done twice. With a token that has expired
 * it asks once more, with a new one.
 */
export async function ask<T, V>(
  { url, token }: Settings,
  document: TypedDocumentString<T, V>,
  variables: V,
): Promise<T> {
  const body = JSON.stringify({ query: document.toString(), variables })
  let [waits, isRenewed] = [false, false]
  for (;;) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await token.current()}` }
    const answer = await post<T>(url, { method: 'POST', headers, body })
    if (!(answer instanceof NoAnswer)) {
      const [error] = answer.errors ?? []
      if (answer.data) return answer.data
      if (!error) throw new Error(`${url} is not a GraphQL API: it answers ${JSON.stringify(answer)}`)
      const code = error.extensions?.code
      if (code === 'UNAUTHENTICATED' && !isRenewed && token.refused()) {
        isRenewed = true
        continue
      }
      if (code !== 'STORE_UNAVAILABLE') throw new Error(error.message)
    }
    const why = answer instanceof NoAnswer ? answer.message : 'its store is away'
    if (!waits) console.error(`${url} does not answer (${why}); asking until it does`)
    waits = true
    await pause()
  }
}

/** The server is not there, or cannot answer at present. */
class NoAnswer extends Error {}

/** Anything else that is no answer is thrown. */
async function post<T>(url: string, request: RequestInit): Promise<Answer<T> | NoAnswer> {
  const response = await fetch(url, request).catch(noAnswer)
  if (response instanceof NoAnswer) return response
  if (response.status >= 500) return new NoAnswer(`HTTP ${response.status}`)
  const text = await response.text().catch(noAnswer)
  if (text instanceof NoAnswer) return text
  try {
    return JSON.parse(text) as Answer<T>
  } catch {
    throw new Error(`${url} is not a GraphQL API: it answers ${response.status} ${text.slice(0, 100)}`)
  }
}

/** The reason lies in the cause of what `fetch` rejects with. */
function noAnswer(error: unknown): NoAnswer {
  const { cause } = error instanceof Error ? error : {}
  return new NoAnswer(cause instanceof Error && cause.message !== '' ? cause.message : String(error))
}
