import { describe, expect, it } from 'vitest'
import { chainAt, contractOf } from '../../../../tests/support/agents/chains.js'
import { chatStub, says, type StubAnswer } from '../../../../tests/support/agents/chat-stub.js'
import { noAbort, positionWith, viewWith } from '../../../../tests/support/agents/views.js'
import { noon } from '../../../../tests/support/builders.js'
import { maxLeverage } from '../../../domain/limits.js'
import type { AgentDecision, AgentView } from '../trading-agent.js'
import type { WireDecision } from './answer-schema.js'
import { llmAgent } from './llm-agent.js'

const key = 'sk-very-secret'
const chain = chainAt()
const call = contractOf(chain, 80_000, 'CALL')
const view = viewWith({ chains: [chain] })

const wire: WireDecision = {
  action: 'BUY_TO_ENTER',
  symbol: 'BTC-PERPETUAL',
  quantityCoin: 0.1,
  leverage: 3,
  stopLossUsd: 79_000,
  profitTargetUsd: 82_000,
  invalidation: 'The index is below 79,500 USD.',
  invalidationRule: { measure: 'INDEX_PRICE_USD', comparison: 'BELOW', value: 79_500, untilMs: null },
  confidence: 0.6,
  reasoning: 'It rises from 80,000 USD.',
}
const answering = (...decisions: object[]) => says(JSON.stringify({ decisions }))
const rest = (values: object) => answering({ ...wire, ...values })

/** What the agent decides when the server answers so. */
async function decide(answer: StubAnswer, at: AgentView = view, signal = noAbort, timeoutMs = 5_000) {
  await using server = await chatStub(answer)
  const agent = llmAgent({ url: server.url, model: 'test-model', key, timeoutMs })
  const decisions = await agent.decide(at, signal)
  expect(JSON.stringify(decisions)).not.toContain(key)
  return { decisions, heard: server.heard }
}

/** The error of the one HOLD that it must be. */
function errorOf(decisions: readonly AgentDecision[]): string {
  const [decision] = decisions
  expect(decisions).toHaveLength(1)
  expect(decision).toMatchObject({ action: 'HOLD', symbol: 'BTC-PERPETUAL', confidence: null })
  expect(decision?.reasoning).not.toBe('')
  return decision?.action === 'HOLD' ? (decision.error ?? '') : ''
}

describe('llmAgent, answered well', () => {
  it('decides what the model says', async () => {
    const { decisions } = await decide(answering(wire))
    expect(decisions).toEqual([wire])
  })

  it('asks with the market, the chain, the account and its positions, for JSON by schema, and with its key', async () => {
    const { heard } = await decide(answering(wire), { ...view, positions: [positionWith()] })
    const [{ authorization, body } = { authorization: null, body: null }] = heard
    expect(authorization).toBe(`Bearer ${key}`)
    expect(body).toMatchObject({ model: 'test-model', response_format: { type: 'json_schema' } })
    expect(body?.messages.map(({ role }) => role)).toEqual(['system', 'user'])
    const shown = JSON.parse(body?.messages[1]?.content ?? '') as { chains: { options: unknown[] }[] }
    expect(shown).toMatchObject({
      indexPriceUsd: 80_000,
      account: { valueUsd: 100_000 },
      positions: [{ quantityCoin: 0.1 }],
    })
    // Nine strikes, call and put.
    expect(shown.chains[0]?.options).toHaveLength(18)
    expect(JSON.stringify(shown)).toContain(call.symbol)
    expect(JSON.stringify(body)).not.toContain(key)
  })

  it('gives options no leverage, cuts long reasoning, and rounds quantities down to what can be traded', async () => {
    const option = { symbol: call.symbol, stopLossUsd: 1_000, profitTargetUsd: null, quantityCoin: 0.123456789 }
    const { decisions } = await decide(rest({ ...option, reasoning: 'x'.repeat(9_000) }))
    expect(decisions).toMatchObject([{ symbol: call.symbol, leverage: 1, quantityCoin: 0.12345678 }])
    expect(decisions[0]?.reasoning).toHaveLength(2_000)
  })

  it('closes positions, in whole or in part', async () => {
    const held = { ...view, positions: [positionWith({ quantityCoin: 0.5 })] }
    const close = { ...wire, action: 'CLOSE' }
    for (const [asked, quantityCoin] of [
      [null, null],
      [0.2, 0.2],
      [0.5, null],
      [9, null],
    ]) {
      const { decisions } = await decide(answering({ ...close, quantityCoin: asked }), held)
      expect(decisions).toEqual([
        { action: 'CLOSE', symbol: 'BTC-PERPETUAL', confidence: 0.6, reasoning: wire.reasoning, quantityCoin },
      ])
    }
  })

  it('drops HOLDs beside other decisions and takes one alone', async () => {
    const idle = { ...wire, action: 'HOLD', quantityCoin: null }
    expect((await decide(answering(idle, wire))).decisions).toEqual([wire])
    expect((await decide(answering(idle, idle))).decisions).toEqual([
      { action: 'HOLD', symbol: 'BTC-PERPETUAL', confidence: 0.6, reasoning: wire.reasoning },
    ])
  })

  it('reads JSON in a code fence', async () => {
    const { decisions } = await decide(says('```json\n' + JSON.stringify({ decisions: [wire] }) + '\n```'))
    expect(decisions).toEqual([wire])
  })

  it('asks without a schema, from then on, when the server refuses it', async () => {
    const answer: StubAnswer = (response, question) => {
      if (!question.body.response_format) return answering(wire)(response, question)
      response.writeHead(400).end('{"error":"response_format is not supported"}')
    }
    await using server = await chatStub(answer)
    const agent = llmAgent({ url: server.url, model: 'm', key: null, timeoutMs: 5_000 })
    for (const _ of [1, 2]) expect(await agent.decide(view, noAbort)).toEqual([wire])
    expect(server.heard.map(({ body }) => 'response_format' in body)).toEqual([true, false, false])
    expect(server.heard[0]?.authorization).toBeUndefined()
  })
})

describe('llmAgent, answered badly, holds and says what was wrong', () => {
  const raw =
    (status: number, text: string): StubAnswer =>
    (response) =>
      void response.writeHead(status).end(text)
  const error = 'The answer cannot be used: '
  it.each<[string, StubAnswer, string]>([
    ['a refusal', says(null, { refusal: 'I will not.' }), 'The model refused: I will not.'],
    ['an answer cut off', says('{"deci', { finish_reason: 'length' }), 'The answer was cut off at its token limit'],
    ['a filter', says('', { finish_reason: 'content_filter' }), 'The answer was held back by a content filter'],
    ['nothing', says(''), 'The answer is empty'],
    ['nonsense', says('Buy low, sell high.'), 'The answer is not JSON'],
    ['another shape', says('[]'), 'The answer is not as asked for: Invalid input: expected object, received array'],
    ['no decision', answering(), 'The answer holds no decision'],
    [
      'too many decisions',
      answering(...Array.from({ length: 9 }, () => wire)),
      'The answer holds more than 8 decisions',
    ],
    ['a wrong type', rest({ quantityCoin: '0.1' }), 'decisions.0.quantityCoin: Invalid input: expected number'],
    ['a missing field', answering({ ...wire, reasoning: undefined }), 'decisions.0.reasoning: Invalid input'],
    ['a field too many', rest({ mood: 'good' }), 'Unrecognized key: "mood"'],
    ['an unknown action', rest({ action: 'SHORT' }), 'decisions.0.action'],
    ['an unknown symbol', rest({ symbol: 'DOGE-PERPETUAL' }), `${error}unknown symbol "DOGE-PERPETUAL"`],
    [
      'a number beyond numbers',
      says(JSON.stringify({ decisions: [wire] }).replace('0.1,', '1e999,')),
      'expected number',
    ],
    ['no quantity', rest({ quantityCoin: null }), `${error}quantityCoin null is not positive`],
    ['a negative quantity', rest({ quantityCoin: -1 }), `${error}quantityCoin -1 is not positive`],
    [
      'too much leverage',
      rest({ leverage: maxLeverage + 1 }),
      `${error}leverage ${maxLeverage + 1} is not from 1 to ${maxLeverage}`,
    ],
    ['a stop ahead', rest({ stopLossUsd: 81_000 }), `${error}stopLossUsd 81000 is on the wrong side of 80001`],
    [
      'a target behind',
      rest({ profitTargetUsd: 79_000 }),
      `${error}profitTargetUsd 79000 is on the wrong side of 80001`,
    ],
    ['overconfidence', rest({ confidence: 60 }), `${error}confidence 60 is not from 0 to 1`],
    ['no reasoning', rest({ reasoning: ' ' }), `${error}no reasoning for BTC-PERPETUAL`],
    ['nothing to close', rest({ action: 'CLOSE' }), `${error}no position in BTC-PERPETUAL to close`],
    [
      'half a rule',
      rest({ invalidationRule: { ...wire.invalidationRule, value: null } }),
      'needs measure, comparison and value',
    ],
    [
      'an empty rule',
      rest({ invalidationRule: { measure: null, comparison: null, value: null, untilMs: null } }),
      'is empty',
    ],
    ['a deadline gone by', rest({ invalidationRule: { ...wire.invalidationRule, untilMs: noon } }), 'has passed'],
    ['a response that is no JSON', raw(200, '<html>'), 'The response is not JSON'],
    ['a response that is no completion', raw(200, '{"ok":true}'), 'The response is not as asked for: choices'],
    ['a bad request whatever is asked', raw(400, 'Bad model'), 'The server of the model answered 400'],
    ['a wrong key', raw(401, 'Incorrect API key'), 'answered 401: it does not take the key'],
    ['a wrong address', raw(404, 'Not found'), 'answered 404: it knows no such address or model'],
    ['too many questions', raw(429, 'Quota'), 'answered 429: it was asked too often'],
    [
      'a redirect',
      (response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
      'could not be reached',
    ],
    ['a huge answer', says('x'.repeat(300_000)), 'The answer is longer than 262144 bytes'],
    ['a connection cut', (response) => void response.destroy(), 'The model could not be reached'],
  ])('%s', async (_, answer, words) => {
    expect(errorOf((await decide(answer)).decisions)).toContain(words)
  })

  it.each([400, 401, 403, 404, 429, 500, 503])('repeats nothing that the server says with a %d', async (status) => {
    const says = `{"error": "key ${key} of organization org-hidden at https://host/v1?token=hidden"}`
    expect(errorOf((await decide(raw(status, says))).decisions)).not.toMatch(/hidden|error|host/)
  })

  it('hides what the address holds besides the place, where the model repeats it', async () => {
    await using server = await chatStub(rest({ reasoning: `They told me hidden-token and ${key}.` }))
    const agent = llmAgent({ url: `${server.url}?token=hidden-token`, model: 'm', key, timeoutMs: 5_000 })
    const [decision] = await agent.decide(view, noAbort)
    expect(decision?.reasoning).toBe('They told me [secret] and [secret].')
  })

  it('takes nothing of an answer with one bad decision', async () => {
    expect(errorOf((await decide(answering(wire, { ...wire, leverage: 0 }))).decisions)).toContain('leverage 0')
  })

  it('knows no contract of a stale chain, and none without a quote', async () => {
    const buy = rest({ symbol: call.symbol, stopLossUsd: null, profitTargetUsd: null })
    const stale = { ...view, chains: [chainAt({ chain: { freshness: 'STALE' } })] }
    expect(errorOf((await decide(buy, stale)).decisions)).toContain(`unknown symbol "${call.symbol}"`)
    const unquoted = { ...view, chains: [chainAt({ contract: { askPriceUsd: null } })] }
    expect(errorOf((await decide(buy, unquoted)).decisions)).toContain(`nobody quotes ${call.symbol}`)
  })

  it('a server that is not there', async () => {
    const agent = llmAgent({ url: 'http://127.0.0.1:1/?token=hidden', model: 'm', key, timeoutMs: 5_000 })
    const error = errorOf(await agent.decide(view, noAbort))
    expect(error).toContain('The model could not be reached')
    expect(error).not.toContain('hidden')
  })
})

describe('llmAgent, not answered', () => {
  it('gives up after its time, also in the middle of an answer', async () => {
    for (const answer of [() => {}, ((response) => void response.writeHead(200).write('{')) as StubAnswer]) {
      expect(errorOf((await decide(answer, view, noAbort, 50)).decisions)).toBe('The model did not answer within 50 ms')
    }
  })

  it('stops when the question is withdrawn', async () => {
    const controller = new AbortController()
    const { decisions } = await decide(() => controller.abort(), view, controller.signal)
    expect(errorOf(decisions)).toBe('The question was withdrawn')
    expect(errorOf((await decide(answering(wire), view, AbortSignal.abort())).decisions)).toBe(
      'The question was withdrawn',
    )
  })
})
