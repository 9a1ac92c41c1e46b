import { bridgedPath, type MeanReversion, type Path } from './bridged-path.js'
import { keyOf, normalAt } from './hashed-random.js'

/** A path of its own for one value of the market. `name` tells it from the others of the seed. */
export function wanderingValue(name: string, reversion: MeanReversion, finestLevel: number): Path {
  const key = keyOf(name)
  return bridgedPath({ reversion, finestLevel, normalAt: (level, index) => normalAt(key, level, index) })
}
