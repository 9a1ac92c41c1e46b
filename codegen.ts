import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CodegenConfig } from '@graphql-codegen/cli'
import { Kind, parse } from 'graphql'

const schemaDir = join(import.meta.dirname, 'schema')

/** A client reads times as they stand in the JSON. */
const jsonScalars = { DateTime: 'string' }

/** The server resolves each type that implements `Refusal` from the refusal of the same name. */
function refusalMappers(): Record<string, string> {
  const files = readdirSync(schemaDir).map((file) => readFileSync(join(schemaDir, file), 'utf8'))
  const types = parse(files.join('\n')).definitions.filter(
    (definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION,
  )
  const refusals = types.filter(({ interfaces }) => interfaces?.some(({ name }) => name.value === 'Refusal'))
  return Object.fromEntries(
    refusals.map(({ name }) => [name.value, `import('../../domain/refusal.js').RefusalOf<'${name.value}'>`]),
  )
}

/** The contract as one file, resolver types for the server, typed documents for the clients. All are committed. */
const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  overwrite: true,
  importExtension: '.js',
  config: {
    useTypeImports: true,
    enumsAsTypes: true,
    immutableTypes: true,
    strictScalars: true,
  },
  generates: {
    // Sorted, so that moving a type to another file changes nothing.
    'schema.graphql': { plugins: ['schema-ast'], config: { sort: true } },
    'server/graphql/generated/resolver-types.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        // The server gets every field that has a default.
        avoidOptionals: { defaultValue: true, field: false, inputValue: false, object: false },
        scalars: { DateTime: { input: 'number', output: 'number' }, ID: { input: 'string', output: 'string' } },
        contextType: '../context.js#GraphqlContext',
        mappers: {
          Token: '../../storage/token-store.js#StoredToken',
          Viewer: '../../auth/viewer.js#Viewer as ViewerModel',
          MarketData: '../../domain/market-data.js#MarketData as MarketDataModel',
          OptionsChain: '../../domain/option-chain.js#OptionsChainView',
          ChainExpiry: '../../domain/option-chain.js#ChainExpiry as ChainExpiryModel',
          ChainOpenInterest: '../../domain/option-chain.js#ChainOpenInterest as ChainOpenInterestModel',
          OptionContract: '../../domain/option-chain.js#OptionContract as OptionContractModel',
          Instruments: '../modules/instruments/instruments-model.js#InstrumentsModel',
          Instrument: '../../domain/instrument.js#ListedInstrument',
          Candle: '../../domain/candle.js#Candle as CandleModel',
          Replay: '../../domain/replay.js#ReplayFacts',
          RecordedMarket: '../../domain/replay.js#PlayableMarket',
          ReplayOpened: '../../domain/replay.js#ReplayOpened as ReplayOpenedModel',
          LiveCandle: '../../history/bars/candle-views.js#LiveCandle as LiveCandleModel',
          VolatilityPoint: '../../domain/volatility.js#VolatilityPoint as VolatilityPointModel',
          LiveVolatility: '../../history/volatility/volatility-views.js#LiveVolatility as LiveVolatilityModel',
          Expiries: '../../domain/option-chain.js#ExpirySummaries',
          Expiry: '../../domain/option-chain.js#ExpirySummary',
          Accounts: '../../domain/account.js#AccountList',
          Account: '../../domain/account.js#Account as AccountModel',
          Performance: '../../domain/performance.js#Performance as PerformanceModel',
          Positions: '../../domain/position.js#Positions as PositionsModel',
          Position: '../../domain/position.js#Position as PositionModel',
          Portfolio: '../../domain/portfolio.js#Portfolio as PortfolioModel',
          TrailingStop: "Omit<import('../../domain/position.js').TrailingStop, 'id'>",
          Decision: '../../domain/decision.js#Decision as DecisionModel',
          ScoreEvent: '../../domain/score-event.js#ScoreEvent as ScoreEventModel',
          InvalidationRule: '../../domain/decision.js#InvalidationRule as InvalidationRuleModel',
          OpenOrders: '../../domain/order.js#OpenOrders as OpenOrdersModel',
          Order: '../../domain/order.js#Order as OrderModel',
          Fill: '../../domain/fill.js#Fill as FillModel',
          OrderEvent: '../../domain/order-event.js#OrderEvent as OrderEventModel',
          ClosedTrade: '../../domain/closed-trade.js#ClosedTrade as ClosedTradeModel',
          Equity: '../../domain/performance.js#Equity as EquityModel',
          EquityPoint: '../../domain/performance.js#DrawnPoint',
          Leaderboard: '../../domain/performance.js#Leaderboard as LeaderboardModel',
          LeaderboardEntry: '../../domain/performance.js#LeaderboardEntry as LeaderboardEntryModel',
          DecisionPublished: '../../trading/brokerage.js#DecisionPublished as DecisionPublishedModel',
          PositionsPublished: '../../trading/brokerage.js#PositionsPublished as PositionsPublishedModel',
          PerformancePublished: '../../trading/brokerage.js#PerformancePublished as PerformancePublishedModel',
          AccountOpened: '../../trading/brokerage.js#AccountOpened as AccountOpenedModel',
          AccountReset: '../../trading/brokerage.js#AccountReset as AccountResetModel',
          AccountClosed: '../../trading/brokerage.js#AccountClosed as AccountClosedModel',
          AccountVisibilitySet: '../../trading/brokerage.js#AccountVisibilitySet as AccountVisibilitySetModel',
          OrderPlaced: '../../trading/brokerage.js#OrderPlaced as OrderPlacedModel',
          OrderCancelled: '../../trading/brokerage.js#OrderCancelled as OrderCancelledModel',
          OrdersCancelled: '../../trading/brokerage.js#OrdersCancelled as OrdersCancelledModel',
          ExitsSet: '../../trading/brokerage.js#ExitsSet as ExitsSetModel',
          OrderAmended: '../../trading/brokerage.js#OrderAmended as OrderAmendedModel',
          ...refusalMappers(),
        },
        resolversNonOptionalTypename: false,
        useIndexSignature: true,
      },
    },
    // What the dashboard sends, for a server that runs nothing else.
    'server/graphql/generated/dashboard-operations.ts': {
      documents: ['client/src/**/*.graphql'],
      plugins: ['./scripts/operation-texts.mjs'],
    },
    'client/src/gql/': {
      preset: 'client',
      documents: ['client/src/**/*.graphql'],
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'readFragment' } },
      config: { scalars: jsonScalars },
    },
    'examples/bot-typescript/gql/': {
      preset: 'client',
      documents: ['examples/bot-typescript/*.graphql'],
      presetConfig: { fragmentMasking: false },
      config: {
        // What is sent is a text; nothing of GraphQL is needed at run time.
        documentMode: 'string',
        scalars: jsonScalars,
      },
    },
  },
}

export default config
