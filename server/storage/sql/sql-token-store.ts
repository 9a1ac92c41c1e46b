import type { SqlDatabase, SqlRow, SqlSession } from '../sql-database.js'
import { isIdOfJwt, type StoredToken, type TokenStore } from '../token-store.js'
import { insertRow, isStorable, numberIn, optionalNumberIn, textIn } from './columns.js'
import type { CommitQueue } from './commit-queue.js'

const columns = 'id, name, scopes, created_at, expires_at, last_used_at, revoked_at'
const mostRevocations = 1_000

/** Tokens in a migrated database. */
export function sqlTokenStore(database: SqlDatabase, queue: CommitQueue): TokenStore {
  return {
    add: (hash, { id, name, scopes, createdAtMs, expiresAtMs }) =>
      queue.run(async (session) => {
        const row = { id, name, scopes: scopes.join(' '), created_at: createdAtMs, expires_at: expiresAtMs }
        await insertRow(session, 'tokens', { token_hash: hash, ...row })
      }),
    async find(hash) {
      if (!isStorable(hash)) return null
      const [row] = await database.read(`SELECT ${columns} FROM tokens WHERE token_hash = $1`, [hash])
      return row ? tokenIn(row) : null
    },
    async list({ first, after }) {
      const place = after === null ? null : await positionOf(database, after)
      if (place === null && after !== null) return null
      const [where, params] = place === null ? ['', []] : ['WHERE position < $2', [place]]
      const sql = `SELECT ${columns} FROM tokens ${where} ORDER BY position DESC LIMIT $1`
      return (await database.read(sql, [first, ...params])).map(tokenIn)
    },
    revoke: (id, nowMs) => queue.run((session) => revoke(session, id, nowMs)),
    async revocationOf(id) {
      if (!isStorable(id)) return null
      const [row] = await database.read('SELECT revoked_at FROM tokens WHERE id = $1', [id])
      return row ? optionalNumberIn(row, 'revoked_at') : null
    },
    async revocationsAfter(count) {
      const sql = `SELECT id, revocation FROM tokens WHERE revocation > $1 ORDER BY revocation LIMIT ${mostRevocations}`
      const rows = await database.read(sql, [count])
      const last = rows.at(-1)
      return { ids: rows.map((row) => textIn(row, 'id')), last: last ? numberIn(last, 'revocation') : count }
    },
    used: (lastUseMs) =>
      queue.run(async (session) => {
        const sql = 'UPDATE tokens SET last_used_at = $2 WHERE id = $1 AND COALESCE(last_used_at, 0) < $2'
        for (const [id, atMs] of lastUseMs) await session.run(sql, [id, atMs])
      }),
  }
}

async function positionOf(database: SqlDatabase, id: string): Promise<number | null> {
  if (!isStorable(id)) return null
  const [row] = await database.read('SELECT position FROM tokens WHERE id = $1', [id])
  return row ? numberIn(row, 'position') : null
}

/** Writers take turns, so that revocations are counted in the order of their commits. */
async function revoke(session: SqlSession, id: string, nowMs: number): Promise<StoredToken | null> {
  if (!isStorable(id)) return null
  if (isIdOfJwt(id)) await noteJwt(session, id)
  await session.run(
    `UPDATE tokens SET revoked_at = $2, revocation = (SELECT COALESCE(MAX(revocation), 0) + 1 FROM tokens)
     WHERE id = $1 AND revoked_at IS NULL`,
    [id, nowMs],
  )
  const [row] = await session.run(`SELECT ${columns} FROM tokens WHERE id = $1`, [id])
  return row ? tokenIn(row) : null
}

/** A JWT has no row before it is revoked. No token has its id as a hash. */
async function noteJwt(session: SqlSession, id: string): Promise<void> {
  const row = { id, token_hash: id, name: 'JWT', scopes: '' }
  await insertRow(session, 'tokens', row, 'ON CONFLICT (id) DO NOTHING')
}

function tokenIn(row: SqlRow): StoredToken {
  return {
    id: textIn(row, 'id'),
    name: textIn(row, 'name'),
    scopes: textIn(row, 'scopes').split(' ').filter(Boolean),
    createdAtMs: optionalNumberIn(row, 'created_at'),
    expiresAtMs: optionalNumberIn(row, 'expires_at'),
    lastUsedAtMs: optionalNumberIn(row, 'last_used_at'),
    revokedAtMs: optionalNumberIn(row, 'revoked_at'),
  }
}
