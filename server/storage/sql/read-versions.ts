import { z } from 'zod'
import { checkedJson, DoesNotFit } from '../../lib/checked.js'
import { accountSchema } from '../../records/account-schema.js'
import { publishedPerformanceSchema, publishedPositionsSchema } from '../../records/publication-schemas.js'
import type { AccountVersion } from '../account-versions.js'
import type { SqlRow } from '../sql-database.js'
import { bytesIn, numberIn, textIn } from './columns.js'
import { anyJson } from './json.js'
import { unpackText } from './pack-version.js'
import { versionKinds, type VersionKind } from './version-writer.js'

/** The columns of a version `v` with those of its base `b`. */
const columns = `v.position, v.account_id, v.kind, v.recorded_at, v.text, v.packed,
  b.text AS base_text, b.packed AS base_packed`

/**
 * The versions that were the last of their kind at a time, by the opening of their accounts. `wholeIds`: the ids of accounts of which all
 * kinds are read, and of the others who they were; null: all kinds of all.
 */
export const lastVersionsSql = (wholeIds: string | null) => `WITH latest AS (
    SELECT accounts.position AS place, (
      SELECT one.position FROM account_versions AS one
      WHERE one.account_id = accounts.id AND one.kind = kinds.kind AND one.recorded_at <= $1
      ORDER BY one.account_id DESC, one.kind DESC, one.recorded_at DESC, one.position DESC LIMIT 1
    ) AS position
    FROM accounts CROSS JOIN (${versionKinds.map((kind) => `SELECT '${kind}' AS kind`).join(' UNION ALL ')}) AS kinds
    ${wholeIds === null ? '' : `WHERE kinds.kind = 'ACCOUNT' OR accounts.id IN (${wholeIds})`}
  )
  SELECT ${columns} FROM latest
    JOIN account_versions AS v ON v.position = latest.position
    LEFT JOIN account_versions AS b ON b.position = v.base
    ORDER BY latest.place, v.position`

/** The versions of a span of time, in the order of commits. */
export const versionsBetweenSql = `SELECT ${columns} FROM account_versions AS v
    LEFT JOIN account_versions AS b ON b.position = v.base
    WHERE v.recorded_at > $1 AND v.recorded_at <= $2 AND v.position > $3
    ORDER BY v.recorded_at, v.position LIMIT $4`

const schemas: { readonly [K in VersionKind]: z.ZodType<Extract<AccountVersion, { kind: K }>['value']> } = {
  ACCOUNT: accountSchema,
  BOOKS: anyJson,
  ORDERS: z.array(z.string()),
  POSITIONS: publishedPositionsSchema,
  PERFORMANCE: publishedPerformanceSchema,
}

/** The version in a row. Throws `DoesNotFit` when it is not what was written there. */
export function versionIn(row: SqlRow): AccountVersion {
  const accountId = textIn(row, 'account_id')
  const kind = textIn(row, 'kind') as VersionKind | 'OPENING'
  const place = { position: numberIn(row, 'position'), recordedAtMs: numberIn(row, 'recorded_at') }
  if (kind === 'OPENING') return { accountId, kind, value: null, ...place }
  const what = `The ${kind} of account_versions ${numberIn(row, 'position')}`
  const schema: z.ZodType<unknown> = schemas[kind]
  const value = checkedJson(schema, textOfVersion(row, what), what)
  return { accountId, kind, value, ...place } as AccountVersion
}

function textOfVersion(row: SqlRow, what: string): string {
  if (row.text !== null) return textIn(row, 'text')
  try {
    const base = row.base_packed === null ? baseText(row) : unpackText(bytesIn(row, 'base_packed'), null)
    return unpackText(bytesIn(row, 'packed'), base)
  } catch (cause) {
    throw new DoesNotFit(`${what} cannot be unpacked`, { cause })
  }
}

function baseText(row: SqlRow): string | null {
  return row.base_text === null ? null : textIn(row, 'base_text')
}
