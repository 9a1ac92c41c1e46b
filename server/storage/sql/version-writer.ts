import { LRUCache } from 'lru-cache'
import type { UnixMs } from '../../domain/units.js'
import type { Commit } from '../journal.js'
import type { SqlSession } from '../sql-database.js'
import { insertOfRows, numberIn, textIn } from './columns.js'
import { packText } from './pack-version.js'

/** What is kept of an account by versions. */
export const versionKinds = ['ACCOUNT', 'BOOKS', 'ORDERS', 'POSITIONS', 'PERFORMANCE'] as const

export type VersionKind = (typeof versionKinds)[number]

/** The texts of an account that a commit changes; null: as it was. */
export type VersionTexts = Readonly<Record<VersionKind, string | null>>

/** After this many versions another one is kept whole. It bounds how long a version stays only because others need it. */
const mostOnOneBase = 360
/** A difference larger than this share of the whole text makes another whole version. */
const largestShare = 0.5
/** Memory for the texts from which versions are told. */
const maxBaseBytes = 16_000_000

interface Base {
  readonly position: number
  readonly text: string
  readonly wholeBytes: number
  used: number
}

interface NewVersion {
  readonly kind: VersionKind
  readonly text: string
  readonly base: Base | null
  readonly packed: Uint8Array
}

/**
 * Keeps each version of an account in the transaction of its commit: now and then the whole text, and in between the
 * difference from it.
 */
export class VersionWriter {
  readonly #bases = new LRUCache<string, Base>({
    maxSize: maxBaseBytes,
    sizeCalculation: ({ text }) => text.length * 2 + 200,
  })
  /** What becomes true when the transaction is committed. */
  readonly #pending = new WeakMap<Commit, () => void>()
  #writtenBytes = 0

  /** How much was kept since the start, pruned or not. */
  get writtenBytes(): number {
    return this.#writtenBytes
  }

  async write(session: SqlSession, commit: Commit, texts: VersionTexts, recordedAtMs: UnixMs): Promise<void> {
    const { accountId } = commit
    const versions = versionKinds.flatMap((kind) => this.#versionOf(accountId, kind, texts[kind]) ?? [])
    if (versions.length === 0) return
    const rows = versions.map((version) => versionRow(accountId, version, recordedAtMs))
    const { sql, params } = insertOfRows('account_versions', rows, '')
    const places = await session.run(`${sql} RETURNING position, kind`, params)
    const positions = new Map(places.map((row) => [textIn(row, 'kind'), numberIn(row, 'position')]))
    this.#pending.set(commit, () => {
      for (const version of versions) this.#adopt(accountId, version, positions.get(version.kind) ?? 0)
    })
  }

  /** The transaction of the commit is committed. */
  committed(commit: Commit): void {
    this.#pending.get(commit)?.()
  }

  #versionOf(accountId: string, kind: VersionKind, text: string | null): NewVersion | null {
    if (text === null) return null
    const base = this.#bases.get(keyOf(accountId, kind)) ?? null
    if (base && base.used < mostOnOneBase) {
      const packed = packText(text, base.text)
      if (packed.length <= base.wholeBytes * largestShare) return { kind, text, base, packed }
    }
    return { kind, text, base: null, packed: packText(text, null) }
  }

  #adopt(accountId: string, { kind, text, base, packed }: NewVersion, position: number): void {
    this.#writtenBytes += packed.length
    if (base) base.used += 1
    else this.#bases.set(keyOf(accountId, kind), { position, text, wholeBytes: packed.length, used: 0 })
  }
}

/** A version as it is kept. */
function versionRow(
  accountId: string,
  { kind, base, packed }: Pick<NewVersion, 'kind' | 'packed'> & { readonly base: Pick<Base, 'position'> | null },
  recordedAtMs: UnixMs,
) {
  return {
    account_id: accountId,
    kind,
    recorded_at: recordedAtMs,
    base: base?.position ?? null,
    size: packed.length,
    packed,
  }
}

const keyOf = (accountId: string, kind: VersionKind) => `${kind}:${accountId}`
