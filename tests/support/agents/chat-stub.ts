import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A question as the stub heard it. */
interface HeardQuestion {
  readonly authorization: string | undefined
  readonly body: { model: string; messages: { role: string; content: string }[]; response_format?: { type: string } }
}

export type StubAnswer = (response: ServerResponse, question: HeardQuestion) => void

/** For tests: a server of chat completions on loopback that answers as told. */
export async function chatStub(answer: StubAnswer) {
  const heard: HeardQuestion[] = []
  const server = createServer((request, response) => {
    const answered = bodyOf(request).then((text) => {
      const question = { authorization: request.headers.authorization, body: JSON.parse(text) as HeardQuestion['body'] }
      heard.push(question)
      answer(response, question)
    })
    // A client that leaves in the midst of its question, which the test sees.
    answered.catch((error: unknown) => response.destroy(error as Error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1/chat/completions`,
    heard,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** For tests: answers with a completion that holds this text. */
export const says =
  (content: string | null, more: { refusal?: string; finish_reason?: string } = {}): StubAnswer =>
  (response) => {
    const { finish_reason = 'stop', refusal = null } = more
    const message = { role: 'assistant', content, refusal }
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({ id: 'x', object: 'chat.completion', choices: [{ index: 0, finish_reason, message }] }),
    )
  }

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
