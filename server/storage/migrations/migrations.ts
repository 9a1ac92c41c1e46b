import { tables } from './0001-tables.js'
import { indexes } from './0002-indexes.js'
import { leaseEpoch } from './0003-lease-epoch.js'
import { orderEvents } from './0004-order-events.js'
import { scoreEvents } from './0005-score-events.js'
import { hasTraded } from './0006-has-traded.js'
import { tokens } from './0007-tokens.js'
import { accountVersions } from './0008-account-versions.js'
import { keySeqs } from './0009-key-seqs.js'
import { keptVersions } from './0010-kept-versions.js'
import type { Migration } from './migration.js'

/** All migrations in the order of their versions. */
export const migrations: readonly Migration[] = [
  tables,
  indexes,
  leaseEpoch,
  orderEvents,
  scoreEvents,
  hasTraded,
  tokens,
  accountVersions,
  keySeqs,
  keptVersions,
]
