import { Client, fetchExchange } from 'urql'
import { ViewerDocument } from '../gql/graphql.js'
import { text } from '../lib/text.js'

/** Asks the server over HTTP whether it accepts a token. Answers why not, or null. */
export async function refusalOf(url: string, token: string): Promise<string | null> {
  // A header cannot carry anything else, and no token has it.
  if (!/^[\x21-\x7e]+$/.test(token)) return text.signIn.noToken
  const client = new Client({
    url,
    preferGetMethod: false,
    requestPolicy: 'network-only',
    exchanges: [fetchExchange],
    fetchOptions: { headers: { authorization: `Bearer ${token}` } },
  })
  const { error } = await client.query(ViewerDocument, {}).toPromise()
  if (error === undefined) return null
  return error.graphQLErrors[0]?.message ?? text.signIn.noAnswer
}
