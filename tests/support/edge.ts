import { KnownHosts } from '../../server/edge/known-hosts.js'
import { RequestJudge, type JudgeParts } from '../../server/edge/request-judge.js'
import { TrustedProxies } from '../../server/edge/trusted-proxies.js'

/** A judge as it is without any setting, but for these. */
export function anyJudge(parts: Partial<JudgeParts> = {}): RequestJudge {
  return new RequestJudge({
    hosts: new KnownHosts({ listenHost: '127.0.0.1', allowedHosts: [], allowedOrigins: [] }),
    origins: { allowedOrigins: [], requireOrigin: false },
    proxies: new TrustedProxies([]),
    plainGet: true,
    graphiql: true,
    ...parts,
  })
}
