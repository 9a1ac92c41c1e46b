/** Where the server listens, as `npm run dev` says. */
export function serverUrl(): string {
  const { HOST, PORT } = process.env
  return `http://${reachable(HOST || '127.0.0.1')}:${PORT || '4000'}`
}

/** An address to listen on everywhere is none to connect to. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
