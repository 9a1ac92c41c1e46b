// Plain JavaScript, because Node starts it as a thread by its file, from the sources too.
import { parentPort } from 'node:worker_threads'
import { DatabaseSync } from '@photostructure/sqlite'
import { LRUCache } from 'lru-cache'

/** A filter makes another statement for each number of values. */
const maxPrepared = 200

/** The open files, by the number of their reader, each with the statements that it used last. */
const files = new Map()

parentPort?.on('message', ({ reader, question, ...asked }) => {
  try {
    const rows = asked.isLast ? close(reader) : statement(opened(reader, asked), asked.sql).all(asked.params)
    parentPort?.postMessage({ question, rows })
  } catch (error) {
    const { message, errcode } = Object(error)
    parentPort?.postMessage({ question, error: { message: String(message), errcode } })
  }
})

function opened(reader, { path, busyTimeoutMs }) {
  const known = files.get(reader)
  if (known) return known
  const database = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs })
  const file = { database, prepared: new LRUCache({ max: maxPrepared }) }
  files.set(reader, file)
  return file
}

function statement({ database, prepared }, sql) {
  const known = prepared.get(sql)
  if (known) return known
  const made = database.prepare(sql)
  prepared.set(sql, made)
  return made
}

/** The file itself stays open until the statements are collected as garbage: the binding cannot end them earlier. */
function close(reader) {
  const file = files.get(reader)
  file?.prepared.clear()
  file?.database.close()
  files.delete(reader)
  return []
}
