import type { DocumentNode, Token } from 'graphql'
import { LRUCache } from 'lru-cache'

/** What all documents that are kept may have together. */
export const maxCachedBytes = 16_777_216
const maxDocuments = 1_000

/** About what V8 keeps for a token, with its share of the nodes that it is part of. */
const bytesPerToken = 900
/** A text is kept twice: as the source, and as the key by which subscriptions share events. */
const bytesPerCharacter = 4
/** For the errors of validation, which are few and short. */
const bytesPerDocument = 4_096

export type DocumentCache = Pick<LRUCache<string, DocumentNode>, 'get' | 'set' | 'calculatedSize' | 'size'>

/**
 * Documents by their text, so that one that comes again is neither parsed nor validated. Yoga's own cache counts
 * documents and not their bytes: a thousand long ones end a small heap.
 */
export function documentCache(): DocumentCache {
  return new LRUCache<string, DocumentNode>({
    max: maxDocuments,
    maxSize: maxCachedBytes,
    sizeCalculation: documentBytes,
  })
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
