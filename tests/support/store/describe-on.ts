import { afterAll, beforeAll, describe } from 'vitest'
import type { Engine, EngineInUse, StoreHome } from './store-home.js'

/** Runs a suite on an engine that is started for it, or skips it where there is none. */
export function describeOn(engine: Engine, name: string, suite: (home: () => Promise<StoreHome>) => void): void {
  describe.skipIf(engine.isMissing)(`${engine.name}, ${name}`, () => {
    let running: EngineInUse | null = null

    beforeAll(async () => {
      running = await engine.start()
    })
    afterAll(async () => {
      await running?.[Symbol.asyncDispose]()
    })

    suite(() => {
      if (!running) throw new Error(`${engine.name} does not run`)
      return running.home()
    })
  })
}
