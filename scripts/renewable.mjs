import { once } from 'node:events'

/**
 * A child process that can be started again. There is one at a time: `renew` sends SIGTERM once and waits, because the
 * child may have clients and a store to close. `onEnd` gets the exit code of a child that ends by itself.
 */
export function renewable(begin, onEnd) {
  let child = null
  let isOver = false
  let isRenewing = false
  let work = Promise.resolve()

  async function stop() {
    const last = child
    child = null
    if (last === null) return
    const exit = once(last, 'exit')
    last.kill('SIGTERM')
    await exit
  }

  async function renew() {
    await stop()
    isRenewing = false
    if (isOver) return
    const next = begin()
    child = next
    next.once('exit', (code) => {
      if (child !== next) return
      child = null
      onEnd(code)
    })
  }

  return {
    renew() {
      if (isRenewing || isOver) return
      isRenewing = true
      work = work.then(renew)
    },
    end() {
      isOver = true
      return (work = work.then(stop))
    },
  }
}
