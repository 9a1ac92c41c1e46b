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

  it.each(['\uFEFF', '  '])('reads a line that begins with %j', (start) => {
    expect(readRecordedLine(`${start}${frame}\r`)).toEqual({ receivedTimeMs: null, message })
    expect(readRecordedLine(`${start}1626993723.5: ${frame}`)).toEqual({ receivedTimeMs: 1626993723500, message })
  })

  it.each(['1626993723804', '1626993723804123', '1626993723804123456'])('reads the time %s before a frame', (time) => {
    expect(readRecordedLine(`${time}: ${frame}`)).toEqual({ receivedTimeMs: 1626993723804, message })
  })

  it.each(['null', '"soon"', '7', 'true', '{}'])('reads a frame that was received at %s as a bare one', (time) => {
    expect(readRecordedLine(`{"receivedTimeMs":${time},"frame":${frame}}`)).toEqual({ receivedTimeMs: null, message })
  })

  it.each(['', '   ', 'wss://x/ws <-> 1626993723.4', `wss://x/ws <- 1626993723.7145: ${frame}`])('skips %j', (line) => {
    expect(readRecordedLine(line)).toBe('skip')
  })

  it.each(['{}', '{"receivedTimeMs":1}', '{"receivedTimeMs":1,"text":"x"}', '1626993723.5: {"jsonrpc":"2.0"}'])(
    'knows no frame in %j',
    (line) => {
      expect(readRecordedLine(line)).toBe('unknown')
    },
  )

  it.each(['hello', '{', '12:34 {"a":1}', '[1]', '1626993723.5: {"jsonrpc":}'])('takes %j for broken', (line) => {
    expect(readRecordedLine(line)).toBe('broken')
  })
})
