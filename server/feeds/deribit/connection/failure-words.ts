/** What Node says of a socket that could not be opened, or broke, for people. */
const wordsOf: Readonly<Record<string, string>> = {
  ENOTFOUND: "the exchange's name is not known to DNS",
  EAI_AGAIN: 'no DNS server answers; is this machine on the network?',
  ECONNREFUSED: "nobody listens at the exchange's address",
  ECONNRESET: 'the exchange cut the connection',
  EPIPE: 'the exchange cut the connection',
  ETIMEDOUT: 'the exchange does not answer',
  EHOSTUNREACH: 'no way to the exchange; is this machine on the network?',
  ENETUNREACH: 'no way to the exchange; is this machine on the network?',
}

/** Says in words why a socket failed, with the code or the message of the system behind them. */
export function failureInWords(
  error: Error & { readonly code?: string; readonly errors?: readonly unknown[] },
): string {
  const { code = '', message, errors = [] } = error
  const httpStatus = /^Unexpected server response: (\d+)$/.exec(message)?.[1]
  if (httpStatus !== undefined) return `the exchange refuses connections (HTTP ${httpStatus})`
  if (message === 'Opening handshake has timed out') return 'the exchange does not answer'
  const words = wordsOf[code]
  if (words !== undefined) return message === '' ? `${words} (${code})` : `${words} (${message})`
  const [first] = errors
  if (message === '' && first instanceof Error) return failureInWords(first)
  return message === '' ? `the socket failed (${code === '' ? error.name : code})` : message
}
