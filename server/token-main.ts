import { parseArgs } from 'node:util'
import { accountIdPattern } from './auth/account-id.js'
import { mintToken } from './auth/tokens.js'
import { openConfiguredStore } from './compose/open-configured-store.js'
import { processSettings } from './compose/process-settings.js'
import { StartError } from './compose/start-error.js'
import { isAgentAccount } from './compose/trading-agents.js'
import { ConfigError } from './config/config.js'
import { systemClock } from './lib/clock.js'

const usage =
  'Usage: npm run token -- --account <id>, where the id is 1 to 64 of a–z, 0–9, - and _; for example --account my-bot'

/** Mints a token into the store that the server of the same settings uses, whether that runs or not. */
async function main(): Promise<void> {
  const accountId = accountOf(process.argv.slice(2))
  const { config, warnings } = processSettings(process.env)
  for (const warning of warnings) console.error(warning)
  const store = await openConfiguredStore(config, systemClock, { exclusive: false })
  try {
    // The token alone goes to standard output, so that a script can take it from there.
    console.error(`Token of account "${accountId}" in ${store.place}. It is shown this once:\n`)
    console.log(await mintToken(store.tokens, accountId))
    console.error(howToUse)
  } finally {
    await store[Symbol.asyncDispose]()
  }
}

const howToUse = `
Send it with every write: over HTTP as the header "Authorization: Bearer <token>", over WebSocket as "authorization":
"Bearer <token>" in the connection parameters. The first publication opens a published account of that id, openAccount a
paper account. See examples/ for bots.`

function accountOf(args: string[]): string {
  const accountId = givenAccount(args)
  if (accountId === null || !accountIdPattern.test(accountId)) throw new StartError(usage)
  if (isAgentAccount(accountId)) {
    throw new StartError(
      `"${accountId}" is the account of a built-in agent, which nobody else may trade: use another id`,
    )
  }
  return accountId
}

function givenAccount(args: string[]): string | null {
  try {
    return parseArgs({ args, options: { account: { type: 'string' } } }).values.account ?? null
  } catch {
    return null
  }
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof StartError
  console.error(expected ? error.message : error)
  process.exitCode = 1
})
