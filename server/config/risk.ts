import type { Config } from './config.js'

/** Something about a configuration that an operator should know before others can reach the server. */
export interface Risk {
  /** `high`: others may read or do what they should not. `low`: it makes an attack or a mistake easier. */
  readonly level: 'high' | 'low'
  /** The settings that it is about. */
  readonly settings: readonly string[]
  /** What may happen, and what to do about it. */
  readonly words: string
}

/** What the configuration does not say of its process. Null: nobody could tell. */
export interface ProcessFacts {
  readonly isProduction: boolean
  /** Whether the process may do anything on its machine. */
  readonly isRoot: boolean
  /** Files and folders with secrets that other users of this machine can read. */
  readonly readableByOthers: readonly string[]
  readonly node: NodeFacts
  /** How many files and sockets it may have open. */
  readonly mostOpenFiles: number | null
  /** How many bytes the disk of the data folder has for what is recorded, what is recorded already included. */
  readonly historyRoomBytes: number | null
  readonly database: DatabaseFacts | null
  readonly certificate: CertificateFacts | null
  /** Tokens in the store that allow everything, forever. */
  readonly endlessAdminTokens: number | null
}

/** What Node was told besides our settings. */
export interface NodeFacts {
  /** Where its inspector listens. Null: nowhere. */
  readonly inspectorHost: string | null
  readonly trustsAnyCertificate: boolean
  /** Options and variables that weaken TLS or HTTP, or print what is sent. */
  readonly unsafe: readonly string[]
}

/** How PostgreSQL is reached. */
export interface DatabaseFacts {
  readonly isLocal: boolean
  readonly tls: 'none' | 'unverified' | 'verified'
  readonly hasPassword: boolean
}

export interface CertificateFacts {
  readonly daysLeft: number
  /** Null: it is of another kind than RSA. */
  readonly rsaBits: number | null
}

export type Check = (config: Config, facts: ProcessFacts) => Risk | null

export const risk = (level: Risk['level'], settings: readonly string[], words: string): Risk => ({
  level,
  settings,
  words,
})
