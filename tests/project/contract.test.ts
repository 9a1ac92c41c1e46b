import { buildSchema, getNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { contractFiles } from '../support/contract.js'

const schema = buildSchema(contractFiles.join('\n'))
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))
const own = types.filter(({ astNode }) => astNode != null)

describe('the contract', () => {
  it('describes every type, field, argument and enum value', () => {
    const silent = own.flatMap((type) => {
      const places = [{ path: type.name, description: type.description }]
      if (isObjectType(type) || isInterfaceType(type)) {
        for (const field of Object.values(type.getFields())) {
          places.push({ path: `${type.name}.${field.name}`, description: field.description })
          for (const argument of field.args) {
            places.push({ path: `${type.name}.${field.name}(${argument.name})`, description: argument.description })
          }
        }
      }
      if (isInputObjectType(type))
        for (const field of Object.values(type.getFields()))
          places.push({ path: `${type.name}.${field.name}`, description: field.description })
      if (isEnumType(type))
        for (const value of type.getValues())
          places.push({ path: `${type.name}.${value.name}`, description: value.description })
      return places.filter(({ description }) => !description).map(({ path }) => path)
    })
    expect(silent).toEqual([])
  })

  it('keeps the roots that clients rely on', () => {
    const fields = (type: string) => {
      const object = schema.getType(type)
      return isObjectType(object) ? Object.keys(object.getFields()) : []
    }
    expect(fields('Query')).toEqual(
      expect.arrayContaining([
        'marketData',
        'optionsChain',
        'expiries',
        'instruments',
        'candles',
        'volatilityHistory',
        'accounts',
        'performance',
        'positions',
        'portfolio',
        'openOrders',
        'decisions',
        'order',
        'orders',
        'fills',
        'closedTrades',
        'equity',
        'leaderboard',
        'status',
        'recordings',
        'replays',
        'viewer',
        'tokens',
      ]),
    )
    expect(fields('Subscription')).toEqual([
      'marketData',
      'optionsChain',
      'expiries',
      'instruments',
      'candle',
      'volatility',
      'performance',
      'positions',
      'portfolio',
      'openOrders',
      'accounts',
      'leaderboard',
      'status',
      'replay',
      'newDecision',
      'decisionScored',
      'newFill',
      'newOrder',
      'newClosedTrade',
    ])
    expect(fields('Mutation')).toEqual([
      'publishDecision',
      'publishPositions',
      'publishPerformance',
      'openAccount',
      'resetAccount',
      'closeAccount',
      'setAccountVisibility',
      'placeOrder',
      'cancelOrder',
      'cancelOrders',
      'amendOrder',
      'setExits',
      'openReplay',
      'controlReplay',
      'closeReplay',
      'renewToken',
      'mintToken',
      'revokeToken',
    ])
  })

  it('gives every live payload of one source seq, asOf, source and freshness, and every other its seq', () => {
    const ofManySources = ['Accounts!', 'Leaderboard!', 'Status!', 'ScoreEvent!', 'ClosedTrade!', 'Replay!']
    const all = Object.values(schema.getSubscriptionType()?.getFields() ?? {}).map(({ type }) => type)
    for (const type of all.map(getNamedType))
      expect(isObjectType(type) && String(type.getFields().seq?.type)).toBe('Int!')
    const payloads = all.map(String).filter((payload) => !ofManySources.includes(payload))
    const live = schema.getType('LivePayload')
    const implementing = isInterfaceType(live)
      ? schema.getImplementations(live).objects.map(({ name }) => `${name}!`)
      : []
    expect(payloads.length).toBeGreaterThan(5)
    for (const payload of payloads) expect(implementing).toContain(payload)
  })
})
