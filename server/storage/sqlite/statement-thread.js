// Plain JavaScript, because Node starts it as a thread by its file, from the sources too.
import { parentPort } from 'node:worker_threads'
import { DatabaseSync } from '@photostructure/sqlite'
import { LRUCache } from 'lru-cache'

/** A filter makes another statement for each number of values. */
const maxPrepared = 200

/** The open connections by their numbers, each with the statements that it used last. */
const connections = new Map()

parentPort?.on('message', ({ connection, question, ...asked }) => {
  parentPort?.postMessage({ question, ...answerTo(connection, asked), inTransaction: inTransaction(connection) })
})

function answerTo(connection, asked) {
  try {
    if (asked.isLast) return { rows: close(connection) }
    return { rows: statement(opened(connection, asked), asked.sql).all(asked.params) }
  } catch (error) {
    const { message, errcode } = Object(error)
    return { error: { message: String(message), errcode } }
  }
}

function inTransaction(connection) {
  return connections.get(connection)?.database.isTransaction ?? false
}

function opened(connection, { path, busyTimeoutMs, readOnly, pragmas }) {
  const known = connections.get(connection)
  if (known) return known
  const database = new DatabaseSync(path, { readOnly, timeout: busyTimeoutMs })
  try {
    for (const pragma of pragmas) database.exec(`PRAGMA ${pragma}`)
  } catch (error) {
    database.close()
    throw error
  }
  const open = { database, prepared: new LRUCache({ max: maxPrepared }) }
  connections.set(connection, open)
  return open
}

function statement({ database, prepared }, sql) {
  const known = prepared.get(sql)
  if (known) return known
  const made = database.prepare(sql)
  prepared.set(sql, made)
  return made
}

/** The file itself stays open until the statements are collected as garbage: the binding cannot end them earlier. */
function close(connection) {
  const open = connections.get(connection)
  open?.prepared.clear()
  open?.database.close()
  connections.delete(connection)
  return []
}
