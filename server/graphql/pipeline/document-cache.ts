import type { DocumentNode, Token } from 'graphql'
import { LRUCache } from 'lru-cache'

/** What all documents that are kept may have together. */
export const maxCachedBytes = 16_777_216
const maxDocuments = 1_000

/** A document that nobody sends is kept for once to twice as long. */
export const sweepMs = 15_000

/** About what V8 keeps for a token, with its share of the nodes that it is part of. */
const bytesPerToken = 900
/** A text is kept twice: as the source, and as the key by which subscriptions share events. */
const bytesPerCharacter = 4
/** For the errors of validation, which are few and short. */
const bytesPerDocument = 4_096

export interface DocumentCache {
  get(text: string): DocumentNode | undefined
  set(text: string, document: DocumentNode): void
  /** Of all that are kept, in bytes. */
  readonly calculatedSize: number
  readonly size: number
}

/**
 * Documents by their text, so that one that comes again is neither parsed nor validated. Yoga's own cache counts
 * documents and not their bytes: a thousand long ones end a small heap. One that nobody sends any more is dropped, because V8
 * lets the heap grow to twice of what lives in it.
 */
export function documentCache(): DocumentCache {
  const kept = new LRUCache<string, DocumentNode>({
    max: maxDocuments,
    maxSize: maxCachedBytes,
    sizeCalculation: documentBytes,
  })
  let sentSinceSweep = new WeakSet<DocumentNode>()
  let sweeping: NodeJS.Timeout | null = null
  const sweepLater = () => setTimeout(sweep, sweepMs).unref()
  const sweep = () => {
    for (const [text, document] of [...kept]) if (!sentSinceSweep.has(document)) kept.delete(text)
    sentSinceSweep = new WeakSet()
    sweeping = kept.size > 0 ? sweepLater() : null
  }
  return {
    get(text) {
      const document = kept.get(text)
      if (document) sentSinceSweep.add(document)
      return document
    },
    set(text, document) {
      kept.set(text, document)
      sentSinceSweep.add(document)
      sweeping ??= sweepLater()
    },
    get calculatedSize() {
      return kept.calculatedSize
    },
    get size() {
      return kept.size
    },
  }
}

/** About how many bytes of memory a document takes that was parsed from this text. */
export function documentBytes(document: DocumentNode, text: string): number {
  return bytesPerDocument + bytesPerCharacter * text.length + bytesPerToken * tokensOf(document)
}

/** Comments are tokens too. */
function tokensOf({ loc }: DocumentNode): number {
  let count = 0
  for (let token: Token | null = loc?.startToken ?? null; token !== null; token = token.next) count += 1
  return count
}

/** A document that cannot be read is read again when it comes again: that costs less than to keep its error. */
export const noErrorCache = { get: () => undefined, set: () => undefined }
