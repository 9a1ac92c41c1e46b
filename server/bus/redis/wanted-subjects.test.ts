import { describe, expect, it } from 'vitest'
import { notedLog } from '../../../tests/support/noted-log.js'
import { channelsIn, type Subject } from './channel.js'
import { WantedSubjects, wantsOf, WantsWriter } from './wanted-subjects.js'

const btc: Subject = { topic: 'marketData', key: 'BTC' }
const eth: Subject = { topic: 'marketData', key: 'ETH' }
const accounts: Subject = { topic: 'account', key: null }
const { of: channelOf } = channelsIn('test')

describe('what edges want', () => {
  it('is read as it was said', () => {
    const wants = { node: 'one', subjects: [btc, accounts] }
    expect(wantsOf(new WantsWriter(notedLog().log).textOf(wants))).toEqual(wants)
  })

  it.each(['', '{', '{}', '[]', '["one"]', '[1,[]]', '["one",{}]'])('is nothing when it says %j', (text) => {
    expect(wantsOf(text)).toBeNull()
  })

  it('leaves out topics that this release does not know, does not send, or that are no topics', () => {
    const said = [
      ['marketData', 'BTC'],
      ['weather', 'x'],
      ['decision', 'a'],
      ['status', ''],
      ['constructor', null],
      'x',
      [1],
    ]
    expect(wantsOf(JSON.stringify(['one', said]))?.subjects).toEqual([btc])
  })

  it('is bounded', () => {
    const said = Array.from({ length: 20_001 }, (_, index) => ['performance', String(index)])
    expect(wantsOf(JSON.stringify(['one', said]))?.subjects).toHaveLength(20_000)
  })
  it('tells the log once when an edge wants more than an engine takes, and says as much as it takes', () => {
    const { log, logged } = notedLog()
    const writer = new WantsWriter(log)
    const most = Array.from({ length: 20_000 }, (_, index): Subject => ({ topic: 'performance', key: String(index) }))
    const said = (subjects: readonly Subject[]) => wantsOf(writer.textOf({ node: 'one', subjects }))?.subjects.length
    expect(said(most)).toBe(20_000)
    expect(logged).toEqual([])
    for (let count = 0; count < 3; count += 1) expect(said([...most, btc])).toBe(20_000)
    expect(logged).toEqual([[{ wanted: 20_001, most: 20_000 }, expect.any(String)]])
    said(most)
    said([...most, btc])
    expect(logged).toHaveLength(2)
  })
})

describe('WantedSubjects', () => {
  it('tells what an edge did not want before', () => {
    const wanted = new WantedSubjects(channelOf)
    expect(wanted.hear({ node: 'one', subjects: [btc] }, 0)).toEqual([btc])
    expect(wanted.hear({ node: 'one', subjects: [btc, eth] }, 1)).toEqual([eth])
    expect(wanted.hear({ node: 'two', subjects: [btc] }, 2)).toEqual([btc])
  })

  it('has what any edge wants, once, until none does', () => {
    const wanted = new WantedSubjects(channelOf)
    wanted.hear({ node: 'one', subjects: [btc, eth] }, 0)
    wanted.hear({ node: 'two', subjects: [btc] }, 0)
    expect(wanted.all()).toEqual([btc, eth])
    wanted.hear({ node: 'one', subjects: [] }, 1)
    expect([wanted.has(channelOf(btc)), wanted.has(channelOf(eth))]).toEqual([true, false])
  })

  it('forgets an edge five seconds after its last word, and takes it up again', () => {
    const wanted = new WantedSubjects(channelOf)
    wanted.hear({ node: 'one', subjects: [btc] }, 1_000)
    wanted.forget(6_000)
    expect(wanted.isEmpty).toBe(false)
    wanted.forget(6_001)
    expect([wanted.isEmpty, wanted.has(channelOf(btc))]).toEqual([true, false])
    expect(wanted.hear({ node: 'one', subjects: [btc] }, 7_000)).toEqual([btc])
  })
})
