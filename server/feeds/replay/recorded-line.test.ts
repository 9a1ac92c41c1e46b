import { describe, expect, it } from 'vitest'
import { readRecordedLine } from './recorded-line.js'

const frame = '{"jsonrpc":"2.0","method":"subscription","params":{"channel":"x","data":{"timestamp":5}}}'
const message = { kind: 'notification', channel: 'x', data: { timestamp: 5 } }

describe('readRecordedLine', () => {
  it('reads the time of receipt as text before the frame', () => {
    expect(readRecordedLine(`1626993723.804855: ${frame}`)).toEqual({ receivedTimeMs: 1626993723805, message })
    expect(readRecordedLine(`1626993723.5: ${frame}\r`)).toEqual({ receivedTimeMs: 1626993723500, message })
  })

  it('reads what our recorder wrote', () => {
    expect(readRecordedLine(`{"receivedTimeMs":1626993723804,"frame":${frame}}`)).toEqual({
      receivedTimeMs: 1626993723804,
      message,
    })
  })

  it('reads a bare frame', () => {
    expect(readRecordedLine(frame)).toEqual({ receivedTimeMs: null, message })
  })

  it.each(['', '   ', 'wss://x/ws <-> 1626993723.4', `wss://x/ws <- 1626993723.7145: ${frame}`])('skips %j', (line) => {
    expect(readRecordedLine(line)).toBe('skip')
  })

  it.each(['hello', '{', '{}', '{"receivedTimeMs":1}', '{"receivedTimeMs":1,"text":"x"}', '12:34 {"a":1}', '[1]'])(
    'takes %j for broken',
    (line) => {
      expect(readRecordedLine(line)).toBe('broken')
    },
  )
})
