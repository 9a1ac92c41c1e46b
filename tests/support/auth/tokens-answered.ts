import { settle } from '../manual-clock.js'
import type { TestServer } from '../start-server.js'

/**
 * Resolves when everything that was asked of the store of tokens before is answered. The store works on a thread of its own,
 * so a clock that moves without waiting for it can pass the whole time in which revocations must be heard of.
 */
export async function tokensAnswered({ app }: TestServer): Promise<void> {
  await app.services.tokens.revocationsAfter(0)
  await settle()
}
