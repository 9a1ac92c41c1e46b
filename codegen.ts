import type { CodegenConfig } from '@graphql-codegen/cli'

/** Types from the contract: resolver types for the server, typed documents for the client. Both are committed. */
const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  overwrite: true,
  generates: {
    'server/graphql/generated/resolver-types.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        useTypeImports: true,
        importExtension: '.js',
        enumsAsTypes: true,
        immutableTypes: true,
        strictScalars: true,
        scalars: { DateTime: { input: 'number', output: 'number' }, ID: { input: 'string', output: 'string' } },
        contextType: '../context.js#GraphqlContext',
        mappers: {
          MarketData: '../../domain/market-data.js#MarketData',
          OptionsChain: '../../domain/option-chain.js#OptionsChainView',
          OptionContract: '../../domain/option-chain.js#OptionContract',
          Expiry: '../../domain/option-chain.js#ExpirySummary',
          Account: '../../domain/account.js#Account',
          Performance: '../../domain/performance.js#Performance',
          Positions: '../../domain/position.js#Positions',
          Position: '../../domain/position.js#Position',
          Portfolio: '../../domain/portfolio.js#Portfolio',
          Decision: '../../domain/decision.js#Decision',
        },
        resolversNonOptionalTypename: false,
        useIndexSignature: true,
      },
    },
    'client/src/gql/': {
      preset: 'client',
      documents: ['client/src/**/*.graphql'],
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'readFragment' } },
      config: {
        useTypeImports: true,
        importExtension: '.js',
        enumsAsTypes: true,
        immutableTypes: true,
        strictScalars: true,
        scalars: { DateTime: 'string' },
      },
    },
  },
}

export default config
