import type { AudienceOptions, Dialect } from '../support/audience.js'
import type { Task } from '../support/forked.js'

/** One server and its readers. */
export interface Entry {
  readonly name: string
  readonly script: string
  readonly dialect: Dialect
  /** Whether its subscriptions begin with the state as it is. */
  readonly snapshot?: boolean
  readonly deflate?: boolean
  readonly task?: Partial<Task>
  readonly queries?: (socket: number) => readonly string[]
  /** Makes the token that a socket connects with. Left out: none. */
  readonly tokenOf?: (socket: number) => Promise<string>
}

export const ours: Entry = {
  name: 'gammacast',
  script: 'bench/support/gammacast-server.ts',
  dialect: 'graphql',
  snapshot: true,
}
export const raw: Entry = { name: 'raw', script: 'bench/support/raw-server.ts', dialect: 'plain' }
export const peers: readonly Entry[] = [
  { name: 'yoga', script: 'bench/peers/yoga.ts', dialect: 'graphql' },
  { name: 'mercurius', script: 'bench/peers/mercurius.ts', dialect: 'graphql' },
  { name: 'apollo', script: 'bench/peers/apollo.ts', dialect: 'graphql' },
  { name: 'socketio', script: 'bench/peers/socketio.ts', dialect: 'socketio' },
]

/** Its readers: as many as said, of the shared queries unless it has its own. */
export function audienceOptions(
  entry: Entry,
  clients: number,
  shared: readonly string[],
): Omit<AudienceOptions, 'url'> {
  const { dialect, snapshot = false, deflate = false, queries = () => shared, tokenOf } = entry
  return { clients, dialect, snapshot, deflate, queries, ...(tokenOf && { tokenOf }) }
}
