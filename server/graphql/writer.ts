import { hashOfToken } from '../auth/tokens.js'
import type { GraphqlContext } from './context.js'
import { apiError } from './errors.js'

/** The account that the caller may write to. Fails with UNAUTHENTICATED, saying what is wrong with the token. */
export async function writerOf({ services, credentials }: GraphqlContext): Promise<string> {
  if ('problem' in credentials) throw unauthenticated(credentials.problem, 'mint one')
  const accountId = await services.tokens.accountOf(hashOfToken(credentials.token))
  if (accountId !== null) return accountId
  const problem = `The bearer token is unknown in the store of this server, ${services.storePlace}`
  throw unauthenticated(problem, 'with the settings of the server, mint one')
}

function unauthenticated(problem: string, mint: string) {
  return apiError(
    'UNAUTHENTICATED',
    `${problem}: ${mint} with "npm run token -- --account <id>" and send it as "Authorization: Bearer <token>".`,
  )
}
