import { once } from 'node:events'

/**
 * A child process that is ended and begun again: one at a time, told once to end (SIGTERM) and waited for, for it may
 * have clients to let go and a store to close. `onEnd` hears the exit code of one that ends by itself.
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
