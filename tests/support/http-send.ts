import { request, type IncomingHttpHeaders } from 'node:http'

export interface HttpSent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export interface HttpHead {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
}

/** One request as node sends it, for `fetch` adds headers of its own. */
export function httpSend(url: string, { method, headers = {}, body }: HttpSent): Promise<HttpHead & { text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: method ?? (body === undefined ? 'GET' : 'POST'), headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => (text += part))
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }))
      answer.on('error', reject)
    })
    sent.on('error', reject).end(body)
  })
}

/** As `httpSend`, but goes when it has read the head, for what has no end. */
export function httpHead(url: string, { method = 'GET', headers = {} }: HttpSent): Promise<HttpHead> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      resolve({ status: answer.statusCode, headers: answer.headers })
      answer.on('error', () => {})
      answer.destroy()
    })
    sent.on('error', reject).end()
  })
}
