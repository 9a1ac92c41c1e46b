import { beforeEach, describe, expect, it } from 'vitest'
import { piece } from '../../tests/support/store/history-home.js'
import { PieceQueue } from './piece-queue.js'

let queue: PieceQueue
beforeEach(() => (queue = new PieceQueue(1_000)))

const ofBytes = (size: number) => ({ ...piece(0, 0, 1, { size }), events: 1 })

describe('the queue of what is to be written', () => {
  it('never holds more than its bytes, however large the next piece is', () => {
    expect(queue.add(ofBytes(400))).toBe(true)
    expect(queue.add(ofBytes(601))).toBe(false)
    expect(queue.bytes).toBe(400)
    expect(queue.add(ofBytes(600))).toBe(true)
    expect(queue.bytes).toBe(1_000)
  })

  it('takes one that is larger than its bytes where nothing else waits, so that it can be written at all', () => {
    expect(queue.add(ofBytes(5_000))).toBe(true)
    expect(queue.add(ofBytes(1))).toBe(false)
  })

  it('has no room from when it was full until half of it is written', () => {
    for (const size of [300, 300, 300]) queue.add(ofBytes(size))
    expect(queue.add(ofBytes(300))).toBe(false)
    expect(queue.hasRoom()).toBe(false)
    queue.remove(queue.batch().slice(0, 1))
    expect(queue.add(ofBytes(1))).toBe(false)
    queue.remove(queue.batch().slice(0, 1))
    expect(queue.hasRoom()).toBe(true)
    expect(queue.add(ofBytes(700))).toBe(true)
  })
})
