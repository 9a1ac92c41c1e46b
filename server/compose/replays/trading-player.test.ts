import { expect, it } from 'vitest'
import { ScriptedPlayer } from '../../replay/testing/scripted-player.js'
import { TradingPlayer } from './trading-player.js'

it('is closed whole, also when the life of its agents cannot be', async () => {
  const player = new ScriptedPlayer(0, [])
  let isStoreClosed = false
  const life = {
    nextMs: () => Promise.resolve(null),
    step: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.reject(new Error('the life would not')),
  }
  const store = {
    [Symbol.asyncDispose]: () => {
      isStoreClosed = true
      return Promise.resolve()
    },
  }
  const trading = new TradingPlayer({ player, life, store })
  await expect(trading[Symbol.asyncDispose]()).rejects.toThrow('the life would not')
  expect([player.isDisposed, isStoreClosed]).toEqual([true, true])
})
