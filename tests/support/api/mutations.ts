/** What is asked of the answer to each mutation: everything that a caller acts on. */
const order =
  'id symbol side type timeInForce stopLossUsd profitTargetUsd trailingStop { distanceUsd distancePct bestPriceUsd stopPriceUsd } quantityCoin limitPriceUsd limitPriceCoin status filledCoin averageFillPriceUsd feeUsd cancelReason origin account { id }'
const fill = 'id seq orderId symbol side quantityCoin priceUsd feeUsd reason liquidity recordedAt account { id }'
const decision =
  'id seq asOf source freshness symbol action confidence reasoning model quantityCoin executed error recordedAt account { id kind }'
const account = 'id name kind agent source resets resetAt closedAt visibility'

const selections = {
  publishDecision: `... on DecisionPublished { decision { ${decision} } } ... on WrongAccountKind { kind }`,
  publishPositions:
    '... on PositionsPublished { count asOf } ... on WrongAccountKind { kind } ... on OutOfDate { newest }',
  publishPerformance:
    '... on PerformancePublished { asOf } ... on WrongAccountKind { kind } ... on OutOfDate { newest }',
  openAccount: `... on AccountOpened { account { ${account} } } ... on AccountExists { account { ${account} } }
    ... on NameTaken { looksLike }`,
  resetAccount: `... on AccountReset { account { ${account} } orders { ${order} } droppedSymbols } ... on TooManyResets { most again }
    ... on AgentAccount { agent } ... on AccountIsClosed { closedAt } ... on WrongAccountKind { kind }`,
  closeAccount: `... on AccountClosed { account { ${account} } orders { ${order} } fills { ${fill} } } ... on PositionsLeft { symbols }
    ... on AgentAccount { agent } ... on AccountIsClosed { closedAt } ... on WrongAccountKind { kind }`,
  setAccountVisibility: `... on AccountVisibilitySet { account { ${account} } } ... on AgentAccount { agent } ... on NameTaken { looksLike }
    ... on WrongAccountKind { kind }`,
  placeOrder: `... on OrderPlaced { order { ${order} } fills { ${fill} } } ... on InsufficientMargin { neededUsd availableUsd }
    ... on UnknownInstrument { symbol } ... on StalePrice { staleSince: asOf } ... on NotEnoughOffered { offeredCoin }
    ... on WrongAccountKind { kind } ... on WrongExit { field } ... on OutOfBounds { field most } ... on OffStep { field step below above }`,
  setExits: `... on ExitsSet { symbol exitPlan { stopLossUsd profitTargetUsd trailingStop { distanceUsd distancePct bestPriceUsd stopPriceUsd } } } ... on NoPosition { symbol } ... on WrongExit { field } ... on OutOfBounds { field most } ... on OffStep { field step below above } ... on WrongAccountKind { kind }`,
  cancelOrders: `... on OrdersCancelled { orders { ${order} } } ... on WrongAccountKind { kind }`,
  amendOrder: `... on OrderAmended { order { ${order} } fills { ${fill} } } ... on OrderNotOpen { status }
    ... on NothingLeft { filledCoin } ... on WrongUnit { field } ... on OffStep { field step below above } ... on WrongAccountKind { kind }`,
  cancelOrder: `... on OrderCancelled { order { ${order} } } ... on OrderNotOpen { status } ... on WrongAccountKind { kind }`,
} as const

export type Mutation = keyof typeof selections

export const mutations = Object.keys(selections) as readonly Mutation[]

/** The document of a mutation; its variable is `$input`. */
export function documentOf(mutation: Mutation): string {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`
  return `mutation ($input: ${type}!) {
    result: ${mutation}(input: $input) { __typename ... on Refusal { message } ${selections[mutation]} }
  }`
}

export interface OrderAnswer {
  readonly id: string
  readonly symbol: string
  readonly status: string
  readonly filledCoin: number
  readonly cancelReason: string | null
}

export interface FillAnswer {
  readonly id: string
  readonly seq: number
  readonly orderId: string
  readonly priceUsd: number
}

export interface DecisionAnswer {
  readonly id: string
  readonly seq: number
  readonly reasoning: string
  readonly recordedAt: string
}

/** Any answer of any mutation; what `__typename` does not have is not there. */
export interface Result {
  readonly __typename: string
  readonly message?: string
  readonly decision?: DecisionAnswer
  readonly order?: OrderAnswer
  readonly orders?: readonly OrderAnswer[]
  readonly fills?: readonly FillAnswer[]
  readonly account?: { readonly id: string; readonly kind: string }
  readonly kind?: string | null
  readonly count?: number
  readonly asOf?: string
}

let keys = 0
/** A key that no other call of this run has. */
export const newKey = () => `key-${(keys += 1)}`

/** The least that each mutation takes. */
export const leastInput: { readonly [M in Mutation]: () => Record<string, unknown> } = {
  publishDecision: () => ({
    idempotencyKey: newKey(),
    symbol: 'BTC-PERPETUAL',
    action: 'HOLD',
    reasoning: 'Nothing to do.',
    model: 'test',
  }),
  publishPositions: () => ({ idempotencyKey: newKey(), positions: [] }),
  publishPerformance: () => ({ idempotencyKey: newKey(), accountValueUsd: 100_000 }),
  openAccount: () => ({ idempotencyKey: newKey(), name: 'A bot' }),
  resetAccount: () => ({ idempotencyKey: newKey() }),
  closeAccount: () => ({ idempotencyKey: newKey() }),
  setAccountVisibility: () => ({ idempotencyKey: newKey(), visibility: 'PRIVATE' }),
  placeOrder: () => ({ idempotencyKey: newKey(), symbol: 'BTC-PERPETUAL', side: 'BUY', quantityCoin: 0.1 }),
  setExits: () => ({ idempotencyKey: newKey(), symbol: 'BTC-PERPETUAL', stopLossUsd: null }),
  cancelOrders: () => ({ idempotencyKey: newKey() }),
  amendOrder: () => ({ idempotencyKey: newKey(), orderId: 'no-order', quantityCoin: 0.1 }),
  cancelOrder: () => ({ idempotencyKey: newKey(), orderId: 'no-order' }),
}
