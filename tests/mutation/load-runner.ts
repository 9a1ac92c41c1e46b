import { test, TestRunner } from 'vitest'

/** A file that cannot be loaded has no tests, so Stryker would count none that fails. Here it has one. */
export default class LoadRunner extends TestRunner {
  override async importFile(...[path, source]: Parameters<TestRunner['importFile']>): Promise<unknown> {
    try {
      return await super.importFile(path, source)
    } catch (error) {
      if (source === 'setup') throw error
      test('can be loaded', () => {
        throw error
      })
      return undefined
    }
  }
}
