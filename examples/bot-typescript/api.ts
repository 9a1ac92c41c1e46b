import type { TypedDocumentString } from './gql/graphql.js'

interface Answer<T> {
  readonly data?: T | null
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
}

const pauseMs = 500
export const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs))

/**
 * Asks until there is an answer: while the server is away, or its store is, the same request is made again. Its
 * idempotency key makes that safe, for what was done before is answered and not done twice.
 */
export async function ask<T, V>(
  { url, token }: { readonly url: string; readonly token: string },
  document: TypedDocumentString<T, V>,
  variables: V,
): Promise<T> {
  const body = JSON.stringify({ query: document.toString(), variables })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  for (let waits = false; ; waits = true) {
    const answer = await post<T>(url, { method: 'POST', headers, body })
    const [error] = answer?.errors ?? []
    if (answer?.data) return answer.data
    if (answer && !error) throw new Error(`${url} is not a GraphQL API: it answers ${JSON.stringify(answer)}`)
    if (error && error.extensions?.code !== 'STORE_UNAVAILABLE') throw new Error(error.message)
    if (!waits) console.error(`${url} does not answer; asking until it does`)
    await pause()
  }
}

/** Null when the server is not there, or cannot answer at present. Anything else that is no answer is an error. */
async function post<T>(url: string, request: RequestInit): Promise<Answer<T> | null> {
  const response = await fetch(url, request).catch(() => null)
  if (!response || response.status >= 500) return null
  const text = await response.text().catch(() => null)
  if (text === null) return null
  try {
    return JSON.parse(text) as Answer<T>
  } catch {
    throw new Error(`${url} is not a GraphQL API: it answers ${response.status} ${text.slice(0, 100)}`)
  }
}
