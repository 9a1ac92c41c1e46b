import type { ExecutionArgs } from 'graphql'
import { documentBytes } from '../../graphql/pipeline/document-cache.js'
import { tooManyOperations } from '../../graphql/pipeline/limit-errors.js'
import type { Admission } from '../../limits/admission.js'
import { mostOf } from '../../limits/limits.js'
import { unknownSource } from '../../limits/source.js'
import type { TransportContext } from './transport-context.js'

/**
 * Counts the document and the variables that a group of subscriptions keeps, for the address of the subscriber who began the
 * group. Subscribers who join the group later cost nothing here.
 */
export function holderOf(admission: Admission): (args: ExecutionArgs) => () => void {
  return ({ document, variableValues, contextValue }) => {
    const { source = unknownSource } = contextValue as TransportContext
    const text = document.loc?.source.body ?? ''
    const bytes = documentBytes(document, text) + JSON.stringify(variableValues ?? {}).length
    admission.documents.add(source, bytes)
    const letGo = () => admission.documents.add(source, -bytes)
    if (!admission.documents.isFull(source)) return letGo
    letGo()
    admission.refused('held_documents', source)
    const message = 'Too many subscriptions that differ run for this address, or for all; complete some.'
    const max = mostOf(admission.limits.heldBytesPerAddress, source)
    throw tooManyOperations(message, { max, unit: 'bytes' })
  }
}
