import type { NodeFacts } from '../config/risk.js'

/** What Node was told in its options and variables. */
export function nodeFacts(env: Readonly<Record<string, string | undefined>>, execArgv: readonly string[]): NodeFacts {
  const options = [...(env.NODE_OPTIONS ?? '').split(/\s+/), ...execArgv].map((option) => option.replace(/^"|"$/g, ''))
  const weak = options.filter((option) => /^--(insecure-http-parser|tls-min-v1\.[01]|tls-keylog)\b/.test(option))
  const debug = /\b(http|https|net|tls|stream)\b/.test(env.NODE_DEBUG ?? '') ? ['NODE_DEBUG'] : []
  return {
    inspectorHost: inspectorHost(options),
    trustsAnyCertificate: env.NODE_TLS_REJECT_UNAUTHORIZED === '0',
    unsafe: [...weak.map((option) => option.split('=')[0] ?? ''), ...debug],
  }
}

/** `--inspect`, `--inspect=9229`, `--inspect=0.0.0.0`, `--inspect-brk=[::]:9229`; `--inspect-port` says where alone. */
function inspectorHost(options: readonly string[]): string | null {
  const found = options.flatMap((option) => {
    const match = /^--(?:inspect|debug)(-brk|-wait|-port)?(?:=(.*))?$/.exec(option)
    return match ? [{ isOn: match[1] !== '-port', host: hostIn(match[2] ?? '') }] : []
  })
  if (!found.some(({ isOn }) => isOn)) return null
  return found.findLast(({ host }) => host !== null)?.host ?? '127.0.0.1'
}

/** Null when only a port is named, or nothing. */
function hostIn(at: string): string | null {
  const host = at.replace(/:\d+$/, '')
  return host === '' || /^\d+$/.test(host) ? null : host
}
