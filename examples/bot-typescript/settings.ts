import { fixedToken, isToken, tokensFrom, type TokenSource } from './token.js'

/** Where the API is and who asks. */
export interface Settings {
  readonly url: string
  readonly token: TokenSource
}

export function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

/** From the environment; ends the process where they cannot work. The account is only named in the advice. */
export function settingsFor(account: string): Settings {
  const url = process.env.GAMMACAST_URL ?? 'http://127.0.0.1:4000/graphql'
  const { GAMMACAST_TOKEN: token = '', GAMMACAST_TOKEN_URL: tokenUrl = '' } = process.env
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) {
    fail(`GAMMACAST_URL=${url} is no http:// or https:// address; for example http://127.0.0.1:4000/graphql`)
  }
  if (tokenUrl !== '') return { url, token: tokensFrom(tokenUrl) }
  if (token === '') fail(`GAMMACAST_TOKEN is not set: mint one with "npm run --silent token -- --account ${account}"`)
  if (!isToken(token)) {
    fail('GAMMACAST_TOKEN has a space, a line break or another character that no token has')
  }
  return { url, token: fixedToken(token) }
}
