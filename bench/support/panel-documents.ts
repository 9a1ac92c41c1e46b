import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Kind, OperationTypeNode, parse, print, separateOperations, visit, type DocumentNode } from 'graphql'

/** An operation as a client sends it. */
export interface Request {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** What a panel of the dashboard follows, and the same asked for once. */
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
  const requests = (panel: string, name: string, variables: Record<string, unknown>) => {
    const updates = documentOf(name)
    return { panel, snapshot: request(asQuery(updates), variables), updates: request(updates, variables) }
  }
  return [
    requests('market', 'MarketUpdates', { currency: 'BTC' }),
    requests('chain', 'ChainUpdates', { currency: 'BTC', expiry: null, limit: 40 }),
    requests('performance', 'PerformanceUpdates', { account }),
    requests('positions', 'PositionsUpdates', { account }),
    requests('portfolio', 'PortfolioUpdates', { account }),
    {
      panel: 'decisions',
      snapshot: request(documentOf('DecisionsPage'), { account, first: 50, after: null }),
      updates: request(documentOf('DecisionUpdates'), { account, after: null }),
    },
  ]
}

function documentOf(name: string): DocumentNode {
  const document = operations[name]
  if (!document) throw new Error(`No operation ${name} among ${Object.keys(operations).join(', ')}`)
  return document
}

/** The query of what a subscription follows. */
const asQuery = (subscription: DocumentNode): DocumentNode =>
  visit(subscription, {
    OperationDefinition: (operation) => ({ ...operation, operation: OperationTypeNode.QUERY }),
    Argument: ({ name }) => (['minIntervalMs', 'delta'].includes(name.value) ? null : undefined),
  })

/** Of the panel's variables those that the operation declares. */
function request(document: DocumentNode, all: Readonly<Record<string, unknown>>): Request {
  const definition = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
  const declared = definition?.variableDefinitions?.map(({ variable }) => variable.name.value) ?? []
  return { query: print(document), variables: Object.fromEntries(declared.map((one) => [one, all[one]])) }
}
