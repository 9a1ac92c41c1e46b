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
  for (;;) {
    const answer = await post<T>(url, { method: 'POST', headers, body })
    const [error] = answer?.errors ?? []
    if (answer?.data) return answer.data
    if (error && error.extensions?.code !== 'STORE_UNAVAILABLE') throw new Error(error.message)
    await pause()
  }
}

/** Null when the server is not there. */
async function post<T>(url: string, request: RequestInit): Promise<Answer<T> | null> {
  try {
    return (await (await fetch(url, request)).json()) as Answer<T>
  } catch {
    return null
  }
}
