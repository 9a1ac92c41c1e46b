import type { HeldBytes } from './held-bytes.js'
import type { Source } from './source.js'

/** What is kept of a body that is not complete. */
interface HeldBody {
  add(bytes: number): void
  /** To be called when nothing of it is kept any more. */
  end(): void
}

interface Kept {
  readonly source: Source
  readonly giveWay: () => void
  bytes: number
}

/**
 * Bodies of requests that are not complete. When there are too many bytes of them, the body that began first gives way:
 * of all when all together hold too much, else of the source.
 */
export class HeldBodies {
  readonly #held: HeldBytes
  /** The one that began first is in front. */
  readonly #kept = new Set<Kept>()

  constructor(held: HeldBytes) {
    this.#held = held
  }

  /** Begins to hold a body. `giveWay` is called at most once: from then on nothing of it may be kept. */
  begin(source: Source, giveWay: () => void): HeldBody {
    const kept: Kept = { source, giveWay, bytes: 0 }
    this.#kept.add(kept)
    return {
      add: (bytes) => {
        if (!this.#kept.has(kept)) return
        kept.bytes += bytes
        this.#held.add(source, bytes)
        while (this.#held.isOver(source) && this.#endFirst(source));
      },
      end: () => this.#forget(kept),
    }
  }

  #forget(kept: Kept): void {
    if (this.#kept.delete(kept)) this.#held.add(kept.source, -kept.bytes)
  }

  #endFirst({ key }: Source): boolean {
    const { isOverInAll } = this.#held
    for (const kept of this.#kept) {
      if (!isOverInAll && kept.source.key !== key) continue
      this.#held.gaveWay(kept.source)
      this.#forget(kept)
      kept.giveWay()
      return true
    }
    return false
  }
}
