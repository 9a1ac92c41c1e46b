import { expect, it } from 'vitest'
import { withCheckSum, withoutCheckSum } from './check-sum.js'

const bytes = Buffer.from('An hour of bars')

it('gives the bytes back, wherever they lie', () => {
  expect(Buffer.from(withoutCheckSum(withCheckSum(bytes)))).toEqual(bytes)
  const within = Buffer.concat([Buffer.from('before'), withCheckSum(bytes)]).subarray('before'.length)
  expect(Buffer.from(withoutCheckSum(within))).toEqual(bytes)
  expect(withoutCheckSum(withCheckSum(Buffer.alloc(0)))).toHaveLength(0)
})

it('refuses them when any bit is another, or some are missing', () => {
  const summed = withCheckSum(bytes)
  for (let at = 0; at < summed.length; at += 1) {
    const flipped = Uint8Array.from(summed, (byte, index) => (index === at ? byte ^ 8 : byte))
    expect(() => withoutCheckSum(flipped), `byte ${at}`).toThrow('Their check sum is another')
    expect(() => withoutCheckSum(summed.subarray(0, at)), `${at} bytes`).toThrow('Their check sum is another')
  }
})
