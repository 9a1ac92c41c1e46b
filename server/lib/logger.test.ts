import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { maxRepeats, repeatWindowMs } from './log-repeats.js'
import { maxLine, maxText } from './log-values.js'
import { createLogger, type LogLevel } from './logger.js'

let lines: string[]
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  lines = []
})
afterEach(() => void vi.useRealTimers())

const loggerAt = (level: LogLevel, hide?: (text: string) => string) =>
  createLogger(level, false, hide, { write: (line) => void lines.push(line) })

const told = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>)

describe('a line', () => {
  it('has at most 200 characters of a text, whoever wrote it', () => {
    loggerAt('info').info({ origin: 'e'.repeat(15_000), host: 'desk.example.com' }, 'Refused')
    expect(told()).toMatchObject([{ origin: `${'e'.repeat(maxText)}…`, host: 'desk.example.com', msg: 'Refused' }])
  })

  it('escapes what breaks lines, steers terminals or turns the direction of writing', () => {
    loggerAt('info').info({ path: 'a\n\u001b[2J\u009b\u2028\u202eb' }, 'Refused')
    expect(told()).toMatchObject([{ path: 'a\\u000a\\u001b[2J\\u009b\\u2028\\u202eb' }])
  })

  it('tells an error with its stack and its causes, cut', () => {
    const error = new Error('x'.repeat(9_000), { cause: new Error('the store is away') })
    Object.assign(error, { code: 'EAWAY', detail: 'd'.repeat(9_000) })
    loggerAt('info').error({ err: error }, 'Failed')
    const { err } = told()[0] as { err: Record<string, string> }
    expect(err).toMatchObject({ type: 'Error', code: 'EAWAY', detail: `${'d'.repeat(maxText)}…` })
    expect(err.message).toMatch(/^x{1500}…$/)
    loggerAt('info').error({ err: new Error('It broke', { cause: new Error('the store is away') }) }, 'Failed')
    const { err: short } = told()[1] as { err: Record<string, string> }
    expect(short.message).toBe('It broke: the store is away')
    expect(short.stack).toMatch(/^Error: It broke\n +at [^]+caused by: Error: the store is away\n/)
  })

  it('has few facts of many, and is short altogether', () => {
    const list = Array.from({ length: 1_000 }, () => ({ many: Array<string>(1_000).fill('y'.repeat(1_000)) }))
    const named = Object.fromEntries(list.map((one, index) => [`${index}${'n'.repeat(1_000)}`, one]))
    loggerAt('info').info({ list, named, deep: [[[[[['far down']]]]]] }, 'Refused')
    expect(lines[0]?.length).toBeLessThan(10 * maxLine)
    loggerAt('info').info({ list: Array.from({ length: 21 }, (_, index) => index) }, 'Refused')
    expect(told()[1]?.list).toEqual([...Array(20).keys(), '… 1 more'])
  })

  it('leaves other values as they are', () => {
    const facts = { count: 1, none: null, is: true, at: new Date(0), id: 5n, inner: { a: [1, 'b'] } }
    loggerAt('info').info(facts, 'Done')
    const inJson = { count: 1, none: null, is: true, at: '1970-01-01T00:00:00.000Z', id: '5', inner: { a: [1, 'b'] } }
    expect(told()).toMatchObject([inJson])
  })

  it('has no part of a secret that a cut would split', () => {
    const hide = (text: string) => text.replaceAll('very-secret', '[secret]')
    loggerAt('info', hide).info({ path: `${'p'.repeat(maxText - 4)}very-secret` }, 'Refused')
    expect(lines[0]).toContain('p[sec…')
    expect(lines[0]).not.toContain('very')
  })

  it('has no secret in its sentence or in the name of a fact', () => {
    const hide = (text: string) => text.replaceAll('very-secret', '[secret]')
    loggerAt('info', hide).info({ 'very-secret': 1 }, 'Refused very-secret')
    expect(lines[0]).toContain('"[secret]":1')
    expect(lines[0]).toContain('Refused [secret]')
  })
})

describe('the same words again', () => {
  it('are written a few times, then counted, and told again later', () => {
    const log = loggerAt('info')
    for (let count = 0; count < maxRepeats + 1_490; count += 1) log.info({ count }, 'Refused')
    log.warn({}, 'Something else')
    expect(lines).toHaveLength(maxRepeats + 1)
    vi.advanceTimersByTime(repeatWindowMs)
    expect(told().at(-1)).toMatchObject({ level: 30, more: 1_490, msg: '… more like it: Refused' })
    expect(lines).toHaveLength(maxRepeats + 2)
    log.info({}, 'Refused')
    vi.advanceTimersByTime(repeatWindowMs)
    expect(lines).toHaveLength(maxRepeats + 3)
  })

  it.each(['info', 'warn', 'error'] as const)('are counted at %s', (level) => {
    const log = loggerAt('info')
    for (let count = 0; count < 100; count += 1) log[level]({}, 'Refused')
    expect(lines).toHaveLength(maxRepeats)
  })

  it('are all written at debug, which somebody chose', () => {
    const log = loggerAt('debug')
    for (let count = 0; count < 100; count += 1) log.debug({}, 'A socket failed')
    expect(lines).toHaveLength(100)
  })
})
