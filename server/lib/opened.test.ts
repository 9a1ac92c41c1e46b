import { expect, it } from 'vitest'
import { Opened } from './opened.js'

it('closes in the opposite order, everything once, also when a part fails', async () => {
  const opened = new Opened()
  const closed: string[] = []
  for (const name of ['a', 'b', 'c']) {
    opened.add(() => {
      closed.push(name)
      return name === 'b' ? Promise.reject(new Error('b would not')) : Promise.resolve()
    })
  }
  await expect(opened[Symbol.asyncDispose]()).rejects.toThrow('b would not')
  await opened[Symbol.asyncDispose]()
  expect(closed).toEqual(['c', 'b', 'a'])
})
