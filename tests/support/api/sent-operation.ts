import { httpSend } from '../http-send.js'
import type { GraphqlAnswer } from '../start-server.js'

/** The media type whose status says whether an operation was executed. */
export const strict = 'application/graphql-response+json'

export interface Sent {
  readonly token?: string | null
  readonly body?: string | Buffer
  readonly type?: string | null
  readonly accept?: string
  readonly search?: string
}

export const json = (value: unknown) => ({ body: JSON.stringify(value) })

export function sendOperation(
  url: string,
  { body, type = 'application/json', accept = strict, search = '', token = null }: Sent,
) {
  const headers = {
    accept,
    ...(body !== undefined && type !== null && { 'content-type': type }),
    ...(token !== null && { authorization: `Bearer ${token}` }),
  }
  return httpSend(url + search, { headers, ...(body !== undefined && { body }) })
}

export async function errorOf(url: string, sent: Sent) {
  const { status, text } = await sendOperation(url, sent)
  const error = (JSON.parse(text) as GraphqlAnswer).errors?.[0]
  return { status, message: error?.message, code: error?.extensions?.code, extensions: error?.extensions ?? {}, text }
}
