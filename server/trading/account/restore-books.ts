import type { Account } from '../../domain/account.js'
import { checked } from '../../lib/checked.js'
import type { Json } from '../../storage/journal.js'
import { Books } from './books.js'
import { savedBooksSchema } from './saved-books.js'

/** The books of an account as they were stored. Throws `DoesNotFit`. */
export function restoreBooks({ id, source }: Account, stored: Json | null, sampleIntervalMs: number): Books {
  return Books.restore(checked(savedBooksSchema, stored, `books of accounts "${id}"`), sampleIntervalMs, source)
}
