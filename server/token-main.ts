import { allTokens } from './auth/all-tokens.js'
import { mintToken } from './auth/tokens.js'
import { openConfiguredStore, sayPlace, stateOfConfiguredStore } from './compose/open-configured-store.js'
import { processSettings } from './compose/process-settings.js'
import { sayFailure } from './compose/say-failure.js'
import { StartError } from './compose/start-error.js'
import { tokenCommand, tokenUsage, type TokenCommand } from './compose/token-command.js'
import { tokenLine } from './compose/token-lines.js'
import { asksForHelp } from './compose/usage.js'
import { secretValues } from './config/secret-values.js'
import { systemClock } from './lib/clock.js'
import { Secrets } from './lib/secrets.js'
import type { Store } from './storage/open-store.js'

/** Works on the store that the server of the same settings uses, whether that runs or not. */
async function main(): Promise<void> {
  const args = process.argv.slice(2)
  if (asksForHelp(args)) return console.log(tokenUsage)
  const command = tokenCommand(args, systemClock.now())
  const { config, warnings } = processSettings(process.env)
  secrets.add(secretValues(config))
  for (const warning of warnings) console.error(warning)
  if (command.kind !== 'mint' && (await stateOfConfiguredStore(config)) === 'none') {
    throw new StartError(
      `There is no store at ${sayPlace(config)}, so it has no tokens. Look at where the server keeps it.`,
    )
  }
  const store = await openConfiguredStore(config, systemClock, { exclusive: false })
  try {
    await run(command, store)
  } finally {
    await store[Symbol.asyncDispose]()
  }
}

function run(command: TokenCommand, store: Store): Promise<void> {
  switch (command.kind) {
    case 'mint':
      return mint(command, store)
    case 'list':
      return list(store)
    case 'revoke':
      return revoke(command.id, store)
  }
}

async function mint(
  { wish, accountId }: Extract<TokenCommand, { kind: 'mint' }>,
  { tokens, place }: Store,
): Promise<void> {
  const { token, stored } = await mintToken(tokens, wish, systemClock.now())
  const whose = accountId === null ? `"${wish.name}"` : `account "${accountId}"`
  // The token alone goes to standard output, so that a script can take it from there.
  console.error(`Token of ${whose} in ${place}, with the id ${stored.id}. It is shown this once:\n`)
  console.log(token)
  console.error(accountId === null ? howToSend : `${howToSend} ${howToOpen}`)
}

const howToSend = `
Send it with every request: over HTTP as the header "Authorization: Bearer <token>", over WebSocket as "authorization":
"Bearer <token>" in the connection parameters.`

const howToOpen = `The first publication opens a published account of that id,
openAccount a paper account. See examples/ for bots.`

async function list({ tokens }: Store): Promise<void> {
  for await (const token of allTokens(tokens)) console.log(tokenLine(token))
}

async function revoke(id: string, { tokens, place }: Store): Promise<void> {
  const revoked = await tokens.revoke(id, systemClock.now())
  if (!revoked)
    throw new StartError(`There is no token with the id "${id}" in ${place}; "npm run token -- list" lists them`)
  console.error(
    `Token ${revoked.id} ("${revoked.name}") is revoked. Running servers end its streams within two seconds.`,
  )
}

const secrets = new Secrets()

main().catch((error: unknown) => {
  console.error(secrets.hide(sayFailure(error)))
  process.exitCode = 1
})
