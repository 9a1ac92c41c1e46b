import type { AppParts } from '../../server/compose/app.js'
import { openMarket, ScriptedFeed } from './scripted-feed.js'
import { startServer, untilOpen, type TestServer } from './start-server.js'

/** A server whose market has begun, and moves when its feed says something. */
export async function startOpen(
  env: Record<string, string> = {},
  { feed = new ScriptedFeed(), ...parts }: Partial<Omit<AppParts, 'feed'>> & { readonly feed?: ScriptedFeed } = {},
): Promise<TestServer> {
  const server = await startServer({ feed, ...parts }, env)
  openMarket(feed)
  await untilOpen(server)
  return server
}
