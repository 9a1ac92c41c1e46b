import { readFileSync } from 'node:fs'
import { buildSchema } from 'graphql'
import { expect, it } from 'vitest'
import { parseConfig } from '../../server/config/config.js'
import {
  largestNumber,
  maxLeverage,
  maxOpenOrders,
  maxPriceUsd,
  maxPublishedPositions,
  maxQuantityCoin,
  maxResets,
  maxScopes,
  ranges,
  usualChainLimit,
} from '../../server/domain/limits.js'
import { maxWaitingEvents } from '../../server/fanout/event-member.js'
import { maxCachedBytes } from '../../server/graphql/pipeline/document-cache.js'
import { maxNameLength, maxSameName } from '../../server/graphql/pipeline/document-limits.js'
import { mostTimes } from '../../server/graphql/pipeline/named-timelines.js'
import { maxNesting } from '../../server/graphql/pipeline/nesting.js'
import { maxBodyBytes } from '../../server/graphql/pipeline/read-body.js'
import { maxAnswerBytes } from '../../server/graphql/pipeline/use-answer-limit.js'
import { operationTimeMs } from '../../server/graphql/pipeline/use-deadline.js'
import { keptBlocks } from '../../server/history/bars/known-bars.js'
import { mostInstruments } from '../../server/history/imports/cut-segments.js'
import { keptSamples } from '../../server/history/volatility/known-volatility.js'
import { sayNumber } from '../../server/lib/say-number.js'
import { keptBars } from '../../server/storage/sql/equity-bars.js'
import { keptKeys } from '../../server/storage/sql/keep-answer.js'
import { maxWaitingReads, maxWaitingReadsOfConnection } from '../../server/storage/sql/reads.js'
import { maxQuestions } from '../../server/storage/sqlite/sqlite-thread.js'
import { maxFragments, maxMessageBytes } from '../../server/transport/socket/socket-server.js'
import { maxIdLength } from '../../server/transport/ws/client-message.js'
import { maxOperationBytes, maxOperations } from '../../server/transport/ws/socket-guard.js'
import { contractFiles } from '../support/contract.js'
import { usualLimits } from '../support/usual-limits.js'

/** Words that stand side by side, wherever the lines break. */
const wordsOf = (text: string) => text.replace(/\s+/g, ' ')
const page = (name: string) => wordsOf(readFileSync(`docs/${name}.md`, 'utf8'))
const contract = buildSchema(contractFiles.join('\n'))
const schema = wordsOf(contractFiles.join('\n'))
const body = `${maxBodyBytes / 1_000} kB`

it.each([
  ['trading', `when ${sayNumber(maxOpenOrders)} orders of the account wait`],
  ['trading', `At most ${sayNumber(maxResets)} times within an hour`],
  ['trading', `beyond ${sayNumber(maxQuantityCoin)} coins or ${sayNumber(maxPriceUsd)} USD`],
  ['trading', `its notional over its leverage (1 to ${maxLeverage})`],
  ['trading', `newest ${sayNumber(keptBars)} samples`],
  ['trading', `remembers the newest ${sayNumber(keptKeys)} keys of an account`],
  ['history', `A page has at most ${sayNumber(ranges.candles[1])} candles`],
  ['history', `a page at most ${sayNumber(ranges.candles[1])} points`],
  ['history', `\`tenorDays\` is ${ranges.tenorDays[0]} to ${ranges.tenorDays[1]}`],
  ['history', `the newest ${sayNumber(keptBlocks)} hours`],
  ['history', `more than ${sayNumber(mostInstruments)} instruments at a time`],
  ['history', `It keeps the newest ${sayNumber(keptSamples)}.`],
  ['streams', `more than ${sayNumber(maxWaitingEvents)} of them`],
  ['streams', `more than ${sayNumber(maxMessageBytes)} bytes inflated`],
  ['streams', `a message of more than ${maxFragments} frames`],
  ['limits', `An operation names at most ${mostTimes} different times`],
  ['history', `at most ${mostTimes} different times`],
  ['limits', `and come in at most ${maxFragments} frames`],
  [
    'limits',
    `A message has at most ${sayNumber(maxMessageBytes)} bytes, inflated. The body of a request has at most ${body}`,
  ],
  ['limits', `The id of an operation has at most ${maxIdLength} characters`],
  [
    'limits',
    `at most ${sayNumber(maxOperations)} operations at a time, with messages of ${sayNumber(maxOperationBytes)} bytes`,
  ],
  [
    'limits',
    `At most ${sayNumber(maxWaitingReadsOfConnection)} reads of a connection wait, and ${sayNumber(maxWaitingReads)} in all`,
  ],
  ['limits', `of SQLite at most ${sayNumber(maxQuestions)} wait`],
  ['operations', `| tokens, and as many comments | ${sayNumber(usualLimits.maxTokens)} |`],
  ['operations', `| levels of fields within fields | ${usualLimits.maxDepth} |`],
  ['operations', `| aliases | ${usualLimits.maxAliases} |`],
  ['operations', `| directives | ${usualLimits.maxDirectives} |`],
  ['operations', `An operation may cost ${sayNumber(usualLimits.maxCost)} `],
  ['operations', `at most ${maxCachedBytes / 1_048_576} MiB together`],
  ['operations', `An operation has ${operationTimeMs / 1_000} s.`],
  ['operations', `| fields that answer under one name | ${maxSameName} |`],
  ['operations', `| characters of an alias or a name | ${maxNameLength} |`],
  ['operations', `An answer has at most ${sayNumber(maxAnswerBytes)} bytes of JSON.`],
  [
    'limits',
    `An answer has at most ${sayNumber(maxAnswerBytes)} bytes of JSON, and so has each result of a subscription. An alias or a name in a document has at most ${maxNameLength} characters.`,
  ],
  ['errors', `nested deeper than ${maxNesting} levels`],
  ['operations', `| levels of brackets within brackets | ${maxNesting} |`],
  ['errors', `a socket runs ${sayNumber(maxOperations)} already`],
  ['errors', `or operations of ${sayNumber(maxOperationBytes)} bytes`],
  ['errors', `the body is longer than ${body}`],
])('docs/%s.md says the limit that holds: %s', (name, words) => {
  expect(page(name)).toContain(words)
})

it('docs/limits.md has the limits that hold without a setting', () => {
  const rows = readFileSync('docs/limits.md', 'utf8').matchAll(/^\| `LIMIT_(\w+)` +\| ([\d,]+) +\| ([^|]+?) +\|/gm)
  const said = Object.fromEntries(
    [...rows].map(([, name = '', usual = '', here = '']) => {
      const any = Number(usual.replaceAll(',', ''))
      return [name, here === 'the same' ? any : { any, loopback: Number(here.replaceAll(',', '')) }]
    }),
  )
  const { limits } = parseConfig({})
  expect(said).toEqual({
    CONNECTIONS: limits.connections,
    CONNECTIONS_PER_ADDRESS: limits.connectionsPerAddress,
    NEW_CONNECTIONS_PER_MINUTE: limits.newConnectionsPerMinute,
    UNINITIALIZED_PER_ADDRESS: limits.uninitializedPerAddress,
    SUBSCRIPTIONS_PER_ANONYMOUS_SOCKET: limits.subscriptionsPerAnonymousSocket,
    SUBSCRIPTIONS_PER_SOCKET: limits.subscriptionsPerSocket,
    SUBSCRIPTIONS_PER_SOURCE: limits.subscriptionsPerSource,
    MESSAGES_PER_MINUTE: limits.messagesPerMinute,
    OPERATIONS_PER_SECOND: limits.operationsPerSecond,
    WRITES_PER_MINUTE: limits.writesPerMinute,
    ACCOUNTS_PER_HOUR: limits.accountsPerHour,
    HELD_BYTES: limits.heldBytes,
    HELD_BYTES_PER_ADDRESS: limits.heldBytesPerAddress,
  })
})

it.each([
  `Several of \`expiries\`, at most ${ranges.chainExpiries[1]}, in place`,
  `by the exchange's names, at most ${ranges.chainSymbols[1]}.`,
  `How many contracts, ${ranges.limit[0]} to ${sayNumber(ranges.limit[1])}: those nearest the money`,
  `A range of strikes in USD, ${sayNumber(ranges.strikeUsd[0])} to ${sayNumber(ranges.strikeUsd[1])}, both ends`,
  `Left out: ${usualChainLimit}, or all of \`symbols\`.`,
  `At most ${maxPublishedPositions}, a symbol once; empty when flat. A request holds at most ${body} in all.`,
  `Notional over the margin put up for what it opens, 1 to ${maxLeverage}.`,
  `Numbers lie from ${sayNumber(-largestNumber)} to ${sayNumber(largestNumber)}`,
  `The orders that waited and were cancelled. At most ${maxOpenOrders}.`,
  `as they were when this was first answered; empty when there were none. At most ${maxOpenOrders}.`,
  `What it allows, 1 to ${maxScopes} of:`,
  `The most that it may be: ${sayNumber(maxQuantityCoin)} coins, ${sayNumber(maxPriceUsd)} USD.`,
  `At most ${maxResets} times within an hour.`,
  `The orders, newest first; at most ${sayNumber(maxOpenOrders)}.`,
  `How many resets there may be within an hour, a whole number: ${maxResets}.`,
  `Page size, ${ranges.candles[0]} to ${sayNumber(ranges.candles[1])}.`,
  `over which volatility was realized, ${ranges.tenorDays[0]} to ${ranges.tenorDays[1]}.`,
  `a reader that falls ${sayNumber(maxWaitingEvents)} decisions behind`,
  `a reader that falls ${sayNumber(maxWaitingEvents)} fills behind`,
  `a reader that falls ${sayNumber(maxWaitingEvents)} events behind`,
])('the schema says the limit that holds: %s', (words) => {
  expect(schema).toContain(words)
})

it.each([
  ['minIntervalMs', ranges.intervalMs],
  ['limit', ranges.limit],
  ['first', ranges.page],
] as const)('every argument %s says the range that holds', (name, [min, max]) => {
  const roots = [contract.getQueryType(), contract.getSubscriptionType()]
  const fields = roots.flatMap((root) => Object.values(root?.getFields() ?? {}))
  // Candles and points are small. A page has a day of minutes.
  const args = fields
    .filter((field) => !['candles', 'volatilityHistory'].includes(field.name))
    .flatMap((field) => field.args)
  const said = args.filter((arg) => arg.name === name).map(({ description }) => description)
  expect(said.length).toBeGreaterThan(1)
  for (const description of said) expect(description).toContain(`${sayNumber(min)} to ${sayNumber(max)}`)
})
