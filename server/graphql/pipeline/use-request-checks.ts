import { getOperationAST, Kind, type DocumentNode } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { jsonKeyTwice } from '../../lib/json-key-twice.js'
import type { KnownOperations } from './known-operations.js'
import { readBody, type HoldBody } from './read-body.js'
import { badRequest, unknownOperation } from './request-errors.js'
import { givenTwice, paramsOf, problemOf, withKnownText } from './request-params.js'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Refuses what is not a GraphQL request before anything of it is parsed, and names the part. It is an error of the
 * client, not a fault of ours. A known document may be named by its id. `holdOf` counts what is kept of the body of a
 * request with this context.
 */
export function useRequestChecks(known: KnownOperations | null, holdOf: (context: unknown) => HoldBody): Plugin {
  return {
    onRequestParse({ request, setRequestParser, serverContext }) {
      if (request.method === 'GET') setRequestParser(({ url }) => paramsOf(queryOf(url)))
      if (request.method === 'POST') setRequestParser(bodyParser(request, holdOf(serverContext)))
    },
    onParams({ params, setParams }) {
      const asked = withKnownText(params, known)
      const problem = problemOf(asked, known)
      if (problem) throw problem
      setParams(asked as typeof params)
    },
    onParse: () => {
      return ({ result, context }) => {
        if (result instanceof Error || !result) return
        const document = result as DocumentNode
        const { operationName } = (context as { params?: { operationName?: string | null } }).params ?? {}
        if (!getOperationAST(document, operationName)) throw unknownOperation(operationName, operationNames(document))
      }
    },
  }
}

function operationNames({ definitions }: DocumentNode): string[] {
  return definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION && one.name ? [one.name.value] : []))
}

function mediaType({ headers }: Request): string {
  return (headers.get('content-type') ?? '').split(/[;,]/, 1)[0]?.trim().toLowerCase() ?? ''
}

function queryOf(url: string): URLSearchParams {
  return new URL(url, 'http://localhost').searchParams
}

function charset({ headers }: Request): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";,]+)/i.exec(headers.get('content-type') ?? '')?.[1]?.toLowerCase()
}

/** Charsets that can be read as UTF-8. */
const charsets = new Set(['utf-8', 'utf8', 'us-ascii'])

/** Chooses by the media type, which is not case-sensitive (RFC 9110, 8.3.1). */
function bodyParser(request: Request, hold: HoldBody): (request: Request) => Promise<Record<string, unknown>> {
  const codings = (request.headers.get('content-encoding') ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
  if (codings.some((coding) => coding !== '' && coding !== 'identity')) {
    const headers = { 'accept-encoding': 'identity' }
    throw badRequest('The body is encoded: send it without "Content-Encoding".', 415, { headers })
  }
  if (!charsets.has(charset(request) ?? 'utf-8')) {
    throw badRequest(
      'The server does not read the charset of this body: send UTF-8, "Content-Type: application/json".',
      415,
    )
  }
  switch (mediaType(request)) {
    case 'application/json':
    case 'application/graphql+json':
      return (body) => jsonParams(body, hold)
    case 'application/graphql':
      return async (body) => ({ query: await textOf(body, hold) })
    default:
      throw badRequest('The server does not read this content type: send "Content-Type: application/json".', 415)
  }
}

async function jsonParams(request: Request, hold: HoldBody) {
  const text = await textOf(request, hold)
  const body = jsonOf(text)
  if (Array.isArray(body)) throw badRequest('The body is a list: send one operation per request.')
  const twice = jsonKeyTwice(text, 1)
  if (twice !== null) throw badRequest(givenTwice(twice))
  return body as Record<string, unknown>
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('The body is not valid JSON: send an object such as {"query":"{ status { version } }"}.')
  }
}

async function textOf(request: Request, hold: HoldBody): Promise<string> {
  const bytes = await readBody(request, hold)
  try {
    return utf8.decode(bytes)
  } catch {
    throw badRequest('The body is not valid UTF-8.')
  }
}
