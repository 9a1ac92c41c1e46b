import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Kind, parse, print, separateOperations } from 'graphql'

/** An operation as a client sends it. */
export interface Request {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** What a panel of the dashboard asks for: the state, and what comes after it. */
export interface PanelRequests {
  readonly panel: string
  readonly snapshot: Request
  readonly updates: Request
}

const folder = 'client/src/features'
const documents = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => readFileSync(join(folder, file), 'utf8'))
const operations = separateOperations(parse(documents.join('\n')))

/** The dashboard's own documents, with the variables that it starts with. */
export function panelRequests(account: string): readonly PanelRequests[] {
  const requests = (panel: string, name: string, variables: Record<string, unknown>, updates = `${name}Updates`) => ({
    panel,
    snapshot: request(`${name}Snapshot`, variables),
    updates: request(updates, variables),
  })
  return [
    requests('market', 'Market', { currency: 'BTC' }),
    requests('chain', 'Chain', { currency: 'BTC', expiry: null, limit: 40 }),
    requests('performance', 'Performance', { account }),
    requests('positions', 'Positions', { account }),
    requests('portfolio', 'Portfolio', { account }),
    requests('decisions', 'Decisions', { account, first: 50, after: null }, 'DecisionUpdates'),
  ]
}

/** Of the panel's variables those that the operation declares. */
function request(name: string, all: Readonly<Record<string, unknown>>): Request {
  const document = operations[name]
  const definition = document?.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
  if (!document || !definition) throw new Error(`No operation ${name} among ${Object.keys(operations).join(', ')}`)
  const declared = definition.variableDefinitions?.map(({ variable }) => variable.name.value) ?? []
  return { query: print(document), variables: Object.fromEntries(declared.map((one) => [one, all[one]])) }
}
