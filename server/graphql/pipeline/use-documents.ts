import type { DocumentNode } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { DocumentLimits } from './document-limits.js'
import type { KnownOperations } from './known-operations.js'
import { parseDocument } from './parse-document.js'
import { unknownDocument } from './request-errors.js'

/** Reads documents within their limits. With `known`, only those. Nothing else of Yoga's parsing is used. */
export function useDocuments(limits: DocumentLimits, known: KnownOperations | null): Plugin {
  const read = (text: string): DocumentNode => {
    const document = parseDocument(text, limits)
    if (known && !known.knows(document)) throw unknownDocument()
    return document
  }
  return {
    onParse: ({ setParseFn }) => setParseFn(read),
  }
}
