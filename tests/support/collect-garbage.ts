import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Collects what nobody holds any more. A worker thread takes no such flag when it starts. It stays set: all threads share it, and only
 * contexts that are made from then on have one function more.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
}
