import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Turns } from './turns.js'

describe('Turns', () => {
  it('does one work at a time, in the order in which it was asked for', async () => {
    const turns = new Turns()
    const log: string[] = []
    const work = (name: string) => async () => {
      log.push(`${name} begins`)
      await nextTurn()
      log.push(`${name} ends`)
      return name
    }
    const answers = await Promise.all([turns.take(work('a')), turns.take(work('b')), turns.take(work('c'))])
    expect(answers).toEqual(['a', 'b', 'c'])
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
    expect(turns.isBusy).toBe(false)
  })

  it('begins at once when nobody is at it', async () => {
    const turns = new Turns()
    let begun = false
    const taken = turns.take(async () => {
      begun = true
    })
    expect([begun, turns.isBusy]).toEqual([true, true])
    await taken
  })

  it('goes on after work that failed, however it failed', async () => {
    const turns = new Turns()
    const rejected = turns.take(() => Promise.reject(new Error('later')))
    const thrown = turns.take(() => {
      throw new Error('at once')
    })
    await expect(rejected).rejects.toThrow('later')
    await expect(thrown).rejects.toThrow('at once')
    const first = new Turns()
    await expect(
      first.take(() => {
        throw new Error('at once')
      }),
    ).rejects.toThrow('at once')
    await first.settled()
    expect(await first.take(async () => 'next')).toBe('next')
  })

  it('is settled when all that was asked for has ended, what was asked for meanwhile too', async () => {
    const turns = new Turns()
    const log: string[] = []
    const asked = [
      turns.take(async () => {
        await nextTurn()
        log.push('first')
        const second = async () => {
          await nextTurn()
          log.push('second')
        }
        asked.push(turns.take(second))
      }),
    ]
    await turns.settled()
    expect(log).toEqual(['first', 'second'])
    await Promise.all(asked)
  })
})
