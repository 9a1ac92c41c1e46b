import { hashOfToken } from '../auth/tokens.js'
import type { GraphqlContext } from './context.js'
import { apiError } from './errors.js'

/** The account that the caller may write to. Fails with UNAUTHENTICATED. */
export async function writerOf({ services, token }: GraphqlContext): Promise<string> {
  const accountId = token === null ? null : await services.tokens.accountOf(hashOfToken(token))
  if (accountId !== null) return accountId
  const what = token === null ? 'A write needs a bearer token' : 'The bearer token is unknown'
  throw apiError(
    'UNAUTHENTICATED',
    `${what}: mint one with "npm run token -- --account <id>" and send it as "Authorization: Bearer <token>".`,
  )
}
