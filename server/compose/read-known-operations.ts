import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { OperationsConfig } from '../config/config.js'
import { dashboardOperations } from '../graphql/generated/dashboard-operations.js'
import { knownOperations, type KnownOperations } from '../graphql/pipeline/known-operations.js'
import { StartError } from './start-error.js'

const textsById = z.record(z.string(), z.string())

/** The operations that alone may run; null when any may. Throws a `StartError` when the file cannot be used. */
export function readKnownOperations({ onlyKnown, file }: OperationsConfig): KnownOperations | null {
  if (!onlyKnown) return null
  if (file === null) return knownOperations(dashboardOperations)
  try {
    return knownOperations(dashboardOperations, textsById.parse(JSON.parse(readFileSync(file, 'utf8'))))
  } catch (error) {
    const why = error instanceof z.ZodError ? 'it is no JSON object of texts by their ids' : String(error)
    throw new StartError(`OPERATIONS_FILE=${file} cannot be used: ${why}`)
  }
}
