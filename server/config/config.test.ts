import { describe, expect, it } from 'vitest'
import { ConfigError, parseConfig } from './config.js'

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
}

describe('the configuration', () => {
  it('needs nothing: it listens on the loopback and simulates the market', () => {
    expect(parseConfig({})).toEqual({
      port: 4_000,
      host: '127.0.0.1',
      dataDir: './data',
      logLevel: 'info',
      edge: {
        allowedOrigins: [],
        requireOrigin: false,
        allowedHosts: [],
        trustedProxies: [],
        graphiql: true,
        introspection: true,
        plainGet: true,
        tls: null,
        metrics: { address: null, token: null },
      },
      auth: { mode: 'read-open', jwt: null, oidc: null },
      limits: {
        connections: 20_000,
        connectionsPerAddress: { any: 200, loopback: 20_000 },
        uninitializedPerAddress: { any: 50, loopback: 10_000 },
        subscriptionsPerAnonymousSocket: 20,
        subscriptionsPerSocket: 1_000,
        subscriptionsPerSource: { any: 2_000, loopback: 50_000 },
        messagesPerMinute: 6_000,
        operationsPerSecond: { any: 100, loopback: 10_000 },
        writesPerMinute: { any: 600, loopback: 60_000 },
        newConnectionsPerMinute: { any: 600, loopback: 60_000 },
        accountsPerHour: { any: 10, loopback: 10_000 },
        heldBytes: 33_554_432,
        heldBytesPerAddress: { any: 16_777_216, loopback: 33_554_432 },
      },
      operations: {
        limits: { maxDepth: 10, maxTokens: 1_000, maxAliases: 15, maxDirectives: 8, maxCost: 120_000 },
        onlyKnown: false,
        file: null,
      },
      feed: { kind: 'simulated', seed: 'gammacast', tickMs: 250, chainMs: 1_000, warmUpHours: 24 },
      databaseUrl: null,
      role: 'auto',
      history: { maxBytes: 2_000_000_000, maxAgeMs: 30 * 86_400_000 },
      trading: {
        agents: ['momentum', 'vol-seller', 'mean-reversion', 'buy-and-hold'],
        catchUp: [],
        llm: null,
        decisionIntervalMs: 10_000,
        sampleIntervalMs: 60_000,
      },
    })
  })

  it('bounds what is recorded, and records nothing with 0 bytes', () => {
    const historyOf = (env: Record<string, string>) => parseConfig(env).history
    expect(historyOf({ HISTORY_MAX_BYTES: '16000000', HISTORY_MAX_AGE: '36h' })).toEqual({
      maxBytes: 16_000_000,
      maxAgeMs: 36 * 3_600_000,
    })
    expect(historyOf({ HISTORY_MAX_BYTES: '0' })).toBeNull()
    for (const HISTORY_MAX_BYTES of ['1', '15999999', '2GB', '-1', '1e9', '1000000000000001']) {
      expect(faultsOf({ HISTORY_MAX_BYTES })).toEqual([
        `HISTORY_MAX_BYTES=${HISTORY_MAX_BYTES} is not 0 (nothing is recorded), or a whole number from 16000000 to 1000000000000000; for example HISTORY_MAX_BYTES=2000000000`,
      ])
    }
    for (const HISTORY_MAX_AGE of ['30', '0d', '1.5d', '100000d', '30 d', '30m', 'd']) {
      expect(faultsOf({ HISTORY_MAX_AGE })).toEqual([
        `HISTORY_MAX_AGE=${HISTORY_MAX_AGE} is not a whole number from 1 to 99999 with h or d; for example HISTORY_MAX_AGE=30d`,
      ])
    }
  })

  it.each<Record<string, string>>([
    { TRUSTED_PROXIES: '127.0.0.1' },
    { ALLOWED_HOSTS: 'localhost,desk.example.com' },
    { ALLOWED_ORIGINS: 'https://desk.example.com' },
    { ALLOWED_ORIGINS: 'http://192.168.1.5:3000' },
  ])('lets not everybody do everything where a proxy serves others: %j', (env) => {
    const [name, value] = Object.entries(env)[0] ?? []
    const [fault, ...more] = faultsOf({ AUTH: 'off', ...env })
    expect(fault).toMatch(/^AUTH=off lets everybody do everything, and /)
    expect(fault).toContain(
      `${name}=${value?.replace('localhost,', '')} says that the server is open to other machines`,
    )
    expect(more).toEqual([])
    expect(parseConfig({ AUTH: 'off', ...env, AUTH_OFF_BEYOND_LOOPBACK: 'true' }).auth.mode).toBe('off')
    expect(parseConfig(env).auth.mode).toBe('read-open')
  })

  it('lets everybody do everything for other names of this machine', () => {
    const own = {
      ALLOWED_HOSTS: 'localhost',
      ALLOWED_ORIGINS: 'http://localhost:3000,http://127.0.0.1:5173,http://[::1]',
    }
    expect(parseConfig({ AUTH: 'off', ...own }).auth.mode).toBe('off')
  })

  it('lets everybody do everything only on the loopback, unless that is allowed', () => {
    for (const HOST of ['127.0.0.1', 'localhost', '::1']) {
      expect(parseConfig({ AUTH: 'off', HOST }).auth.mode).toBe('off')
    }
    for (const HOST of ['0.0.0.0', '::', '192.168.1.5', 'desk.example.com', '127.example.com']) {
      expect(faultsOf({ AUTH: 'off', HOST }).join()).toContain('AUTH_OFF_BEYOND_LOOPBACK=true')
      expect(
        parseConfig({ AUTH: 'off', HOST, AUTH_OFF_BEYOND_LOOPBACK: 'true', ALLOW_PLAIN_HTTP: 'true' }).auth.mode,
      ).toBe('off')
      expect(parseConfig({ AUTH: 'required', HOST, ALLOW_PLAIN_HTTP: 'true' }).auth.mode).toBe('required')
    }
    expect(faultsOf({ AUTH: 'none' })).toEqual([
      'AUTH=none is not one of off, read-open, required; for example AUTH=required',
    ])
  })

  it('accepts JWTs of one issuer, whose key, name and audience are all known', () => {
    const claims = { JWT_ISSUER: 'https://login.example', JWT_AUDIENCE: 'gammacast' }
    const [issuer, audience] = [claims.JWT_ISSUER, claims.JWT_AUDIENCE]
    const JWT_SECRET = 's'.repeat(32)
    const JWT_JWKS_URL = 'https://login.example/keys'
    const jwtOf = (env: Record<string, string>) => parseConfig({ ...claims, ...env }).auth.jwt
    const maxLifeWithoutJtiMs = 86_400_000
    expect(jwtOf({ JWT_SECRET })).toEqual({ issuer, audience, maxLifeWithoutJtiMs, key: { secret: JWT_SECRET } })
    for (const jwksUrl of [JWT_JWKS_URL, 'http://127.0.0.1:8080/keys', 'http://localhost/keys', 'http://[::1]/keys']) {
      expect(jwtOf({ JWT_JWKS_URL: jwksUrl })).toEqual({ issuer, audience, maxLifeWithoutJtiMs, key: { jwksUrl } })
    }
    expect(faultsOf({ ...claims, JWT_SECRET, JWT_JWKS_URL }).join()).toContain('exclude each other')
    expect(faultsOf(claims)).toHaveLength(2)
    expect(faultsOf({ JWT_SECRET })).toEqual([
      'JWT_ISSUER is missing, and JWT_SECRET needs it; for example JWT_ISSUER=https://login.example.com',
      'JWT_AUDIENCE is missing, and JWT_SECRET needs it; for example JWT_AUDIENCE=gammacast',
    ])
  })

  it.each([
    ['0', 0],
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
  ])('lets JWTs without "jti" last as long as JWT_MAX_LIFE_WITHOUT_JTI=%s says', (text, ms) => {
    const jwt = { JWT_SECRET: 's'.repeat(32), JWT_ISSUER: 'i', JWT_AUDIENCE: 'a', JWT_MAX_LIFE_WITHOUT_JTI: text }
    expect(parseConfig(jwt).auth.jwt?.maxLifeWithoutJtiMs).toBe(ms)
    expect(faultsOf({ JWT_MAX_LIFE_WITHOUT_JTI: `${text}x` }).join()).toMatch(/^JWT_MAX_LIFE_WITHOUT_JTI=\w+ is not 0 /)
  })

  it.each([
    { JWT_SECRET: 'too-short-to-be-safe' },
    { JWT_JWKS_URL: 'http://login.example/keys?k=too-short-to-be-safe' },
    { JWT_JWKS_URL: 'http://127.0.0.1.example/too-short-to-be-safe' },
    { JWT_JWKS_URL: 'file:///too-short-to-be-safe' },
    { JWT_JWKS_URL: 'https://me:too-short-to-be-safe@login.example/keys' },
    { JWT_JWKS_URL: 'https://too-short-to-be-safe@login.example/keys' },
    { JWT_JWKS_URL: 'too-short-to-be-safe' },
  ])('takes no key that others could know or change, and does not show it: %j', (env) => {
    const faults = faultsOf({ ...env, JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(/^JWT_\w+ is not an? .*; for example/)
    expect(faults[0]).not.toContain('too-short')
  })

  it('signs people in with a provider whose tokens it accepts', () => {
    const jwt = { JWT_JWKS_URL: 'https://login.example/keys', JWT_ISSUER: 'https://login.example', JWT_AUDIENCE: 'api' }
    const oidc = { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'dashboard' }
    expect(parseConfig({ ...jwt, ...oidc }).auth.oidc).toEqual({
      issuer: 'https://login.example',
      clientId: 'dashboard',
      scope: 'openid profile offline_access',
      audience: 'api',
    })
    expect(faultsOf({ ...jwt, OIDC_ISSUER: oidc.OIDC_ISSUER })).toEqual([
      'OIDC_CLIENT_ID is missing, and OIDC_ISSUER needs it; for example OIDC_CLIENT_ID=gammacast-dashboard',
    ])
    expect(faultsOf({ ...jwt, OIDC_CLIENT_ID: 'dashboard' }).join()).toContain('OIDC_ISSUER is missing')
    expect(faultsOf(oidc).join()).toContain('no use while no JWT is accepted')
  })

  it.each(['http://login.example', 'https://login.example/?x', 'https://me@login.example', 'login.example'])(
    'signs people in nowhere that others could be: %s',
    (OIDC_ISSUER) =>
      expect(faultsOf({ OIDC_ISSUER }).join()).toContain(`OIDC_ISSUER=${OIDC_ISSUER} is not an https://`),
  )

  it('asks a provider for OpenID and for what else is wanted', () => {
    for (const OIDC_SCOPE of ['profile', 'openid  profile', 'openid "x"']) {
      expect(faultsOf({ OIDC_SCOPE }).join()).toContain('of which openid is the first')
    }
  })

  it('holds every address to a limit that is given, those of this machine too', () => {
    const { limits } = parseConfig({ LIMIT_CONNECTIONS_PER_ADDRESS: '7', LIMIT_HELD_BYTES: '2000000' })
    expect(limits.connectionsPerAddress).toEqual({ any: 7, loopback: 7 })
    expect(limits.heldBytesPerAddress).toEqual({ any: 16_777_216, loopback: 2_000_000 })
  })

  it('takes the agents that are named, each once, or none', () => {
    expect(parseConfig({ AGENTS: 'vol-seller, momentum' }).trading.agents).toEqual(['vol-seller', 'momentum'])
    expect(parseConfig({ AGENTS: 'none' }).trading.agents).toEqual([])
    expect(parseConfig({ AGENTS_CATCH_UP: 'momentum' }).trading.catchUp).toEqual(['momentum'])
    for (const AGENTS of ['somebody', 'momentum,momentum', ',']) {
      expect(faultsOf({ AGENTS }).join()).toContain(`AGENTS=${AGENTS} is not none, or some of momentum`)
    }
  })

  it('has agents catch up only where that can be done', () => {
    const AGENTS_CATCH_UP = 'momentum'
    expect(faultsOf({ AGENTS: 'vol-seller', AGENTS_CATCH_UP })).toEqual([
      'AGENTS_CATCH_UP names momentum, which does not trade; add it to AGENTS',
    ])
    expect(faultsOf({ FEED: 'deribit', AGENTS_CATCH_UP }).join()).toContain('AGENTS_CATCH_UP needs FEED=simulated')
    expect(faultsOf({ SIM_WARMUP_HOURS: '0', AGENTS_CATCH_UP }).join()).toContain('SIM_WARMUP_HOURS says how many')
  })

  it('allows known operations alone when it is told to, and a file only then', () => {
    const env = { OPERATIONS: 'persisted', OPERATIONS_FILE: 'known.json' }
    expect(parseConfig(env).operations).toMatchObject({ onlyKnown: true, file: 'known.json' })
    expect(faultsOf({ OPERATIONS_FILE: 'known.json' })).toEqual([
      'OPERATIONS_FILE allows nothing unless only known operations may run; set OPERATIONS=persisted with it',
    ])
  })

  it('waits for the store of another server only on PostgreSQL', () => {
    const DATABASE_URL = 'postgres://127.0.0.1/gammacast'
    expect(parseConfig({}).role).toBe('auto')
    expect(parseConfig({ ROLE: 'engine', DATABASE_URL }).role).toBe('engine')
    expect(faultsOf({ ROLE: 'engine' })).toEqual([
      'ROLE=engine needs DATABASE_URL: only on PostgreSQL does one server take over from another',
    ])
    expect(faultsOf({ ROLE: 'leader', DATABASE_URL })).toEqual([
      'ROLE=leader is not auto or engine; for example ROLE=engine',
    ])
  })

  it('asks a model only when it has an address, and then needs the name of one', () => {
    const AGENT_LLM_URL = 'https://llm.example.com/v1'
    expect(parseConfig({ AGENT_LLM_URL, AGENT_LLM_MODEL: 'm', AGENT_LLM_KEY: 'k' }).trading.llm).toEqual({
      url: AGENT_LLM_URL,
      model: 'm',
      key: 'k',
    })
    expect(faultsOf({ AGENT_LLM_URL })).toEqual([
      'AGENT_LLM_MODEL is missing, and AGENT_LLM_URL needs it; for example AGENT_LLM_MODEL=gpt-5',
    ])
    expect(faultsOf({ DATABASE_URL: 'mysql://x' }).join()).toContain('is not a postgres:// address')
  })

  it.each(['DATABASE_URL', 'DERIBIT_URL', 'AGENT_LLM_URL', 'AGENT_LLM_KEY'])(
    'says what is wrong with %s without showing it',
    (name) => {
      const faults = faultsOf({ [name]: 'redis://me:hunter2@host\n', AGENT_LLM_MODEL: 'm' })
      expect(faults).toHaveLength(1)
      expect(faults[0]).toMatch(new RegExp(`^${name} is not an? .*; for example ${name}=`))
      expect(faults[0]).not.toContain('hunter2')
    },
  )

  it.each(['sk-1\n', 'sk\u00001', '\u0085'])('refuses the key %j, which no header can carry', (AGENT_LLM_KEY) => {
    expect(faultsOf({ AGENT_LLM_KEY })).toHaveLength(1)
  })

  it('takes an empty variable for one left out', () => {
    expect(parseConfig({ PORT: '', FEED: '' })).toEqual(parseConfig({}))
  })

  it('carries only what the chosen feed needs', () => {
    expect(parseConfig({ FEED: 'deribit' }).feed).toEqual({
      kind: 'deribit',
      url: 'wss://www.deribit.com/ws/api/v2',
      record: false,
    })
    const replay = { FEED: 'replay', REPLAY_FILE: 'session.jsonl', REPLAY_SPEED: '2.5', REPLAY_LOOP: 'false' }
    expect(parseConfig(replay).feed).toEqual({ kind: 'replay', file: 'session.jsonl', speed: 2.5, loop: false })
  })

  it('lists every fault at once, each with the name and an example', () => {
    const faults = faultsOf({
      PORT: '99999',
      FEED: 'binance',
      SIM_TICK_MS: 'fast',
      LOG_LEVEL: 'loud',
      ALLOWED_ORIGINS: 'desk',
    })
    expect(faults).toHaveLength(5)
    expect(faults[0]).toBe('PORT=99999 is not a port from 0 to 65535 (0: any free one); for example PORT=4000')
    expect(faults.join()).toMatch(/FEED=binance.*SIM_TICK_MS=fast/)
    for (const fault of faults) expect(fault).toContain('for example')
  })

  it.each(['-1', '1e3', '0x10', '4000 ', 'NaN', '1.5'])('refuses the port %j', (port) => {
    expect(faultsOf({ PORT: port })).toHaveLength(1)
  })

  it.each(['wss://host/#x', 'wss://host:99999', 'ws://', 'https://www.deribit.com'])(
    'refuses the exchange at %j',
    (url) => {
      expect(faultsOf({ DERIBIT_URL: url })).toHaveLength(1)
    },
  )

  it('refuses a replay without a file, and a speed that is none', () => {
    expect(faultsOf({ FEED: 'replay' })[0]).toMatch(/REPLAY_FILE is missing.*for example/)
    expect(faultsOf({ REPLAY_SPEED: '0' })).toHaveLength(1)
    expect(faultsOf({ REPLAY_SPEED: 'twice' })).toHaveLength(1)
  })

  it.each(['999.1.1.1', '127.0.0', '127.0.0.1:4000', 'http://127.0.0.1', '[::1]', 'a b', 'desk/'])(
    'refuses to listen on %j',
    (HOST) => {
      expect(faultsOf({ HOST })[0]).toMatch(/^HOST=.* is not an address or name of this machine, without scheme/)
    },
  )

  it.each(['0.0.0.0', '::', '::1', 'fe80::1%eth0', 'localhost', 'desk-1.example.com'])('listens on %j', (HOST) => {
    expect(parseConfig({ HOST, ALLOW_PLAIN_HTTP: 'true' }).host).toBe(HOST)
  })

  it.each([
    'https://a.b/',
    '*',
    'https://*.b',
    'a.b',
    'https://a.b/c',
    'https://me@a.b',
    'https://a b',
    'ws://a.b',
    'null',
    '',
  ])('says which origin of a list is none, %j, and what one looks like', (origin) => {
    const [fault] = faultsOf({ ALLOWED_ORIGINS: `https://x.y, ${origin}` })
    expect(fault).toMatch(/each https:\/\/host or https:\/\/host:port, without path, slash at the end or \*/)
    expect(fault).toContain(`(entry 2, "${origin}")`)
  })

  it('takes origins as browsers send them', () => {
    expect(
      parseConfig({ ALLOWED_ORIGINS: 'https://Desk.Example.com:443,http://[::1]:81' }).edge.allowedOrigins,
    ).toEqual(['https://desk.example.com', 'http://[::1]:81'])
  })

  it('takes the names and proxies of a list, and says which is none', () => {
    const { edge } = parseConfig({
      ALLOWED_HOSTS: 'Desk.example.com., 192.0.2.1',
      TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8, 2001:db8::/32',
    })
    expect(edge.allowedHosts).toEqual(['desk.example.com', '192.0.2.1'])
    expect(edge.trustedProxies).toEqual(['127.0.0.1', '10.0.0.0/8', '2001:db8::/32'])
    for (const host of ['desk:80', 'https://desk', 'a b', '[::1]', '*', '']) {
      expect(faultsOf({ ALLOWED_HOSTS: `desk.example, ${host}` })[0]).toContain(`(entry 2, "${host}")`)
    }
    for (const proxy of [
      'localhost',
      '10.0.0.0/33',
      '10.0.0/8',
      '::1/129',
      '10.0.0.1/',
      '10.0.0.1/8/8',
      'fe80::1%eth0',
    ]) {
      expect(faultsOf({ TRUSTED_PROXIES: `10.0.0.1, ${proxy}` })[0]).toContain(`(entry 2, "${proxy}")`)
    }
  })

  it.each(['0.0.0.0', '::', '192.0.2.1', 'desk.example.com', 'localhost.example.com'])(
    'opens %j to other machines with TLS alone, unless it is told to',
    (HOST) => {
      const fault = `HOST=${HOST} opens the server to other machines without TLS`
      expect(faultsOf({ HOST })).toEqual([expect.stringContaining(fault)])
      expect(faultsOf({ HOST, ALLOW_PLAIN_HTTP: 'false' })).toHaveLength(1)
      expect(faultsOf({ HOST, ALLOW_PLAIN_HTTP: 'true' })).toEqual([])
      expect(faultsOf({ HOST, TLS_CERT: 'a.pem', TLS_KEY: 'b.pem' })).toEqual([])
      const metrics = { METRICS_PORT: '9464', METRICS_HOST: HOST, METRICS_TOKEN: 'x'.repeat(16) }
      expect(faultsOf(metrics)).toEqual([expect.stringContaining(`METRICS_${fault}`)])
      expect(faultsOf({ ...metrics, ALLOW_PLAIN_HTTP: 'true' })).toEqual([])
    },
  )

  it('needs certificate and key together, and a token for metrics that other machines reach', () => {
    expect(faultsOf({ TLS_CERT: 'a.pem' })[0]).toMatch(/^TLS_KEY is missing.*for example TLS_KEY=/)
    expect(faultsOf({ TLS_KEY: 'a.pem' })[0]).toMatch(/^TLS_CERT is missing.*for example TLS_CERT=/)
    const metrics = { METRICS_PORT: '0', METRICS_HOST: '0.0.0.0', ALLOW_PLAIN_HTTP: 'true' }
    expect(faultsOf(metrics)[0]).toMatch(/^METRICS_TOKEN is missing/)
    expect(faultsOf({ METRICS_TOKEN: 'too-short' })[0]).toMatch(/^METRICS_TOKEN is not a token/)
    expect(parseConfig({ METRICS_PORT: '9464' }).edge.metrics).toEqual({
      address: { host: '127.0.0.1', port: 9464 },
      token: null,
    })
  })

  it('shows in production nothing that only developers need, unless it is told to', () => {
    const shown = (env: Record<string, string>) => {
      const { graphiql, introspection, plainGet } = parseConfig(env).edge
      return [graphiql, introspection, plainGet]
    }
    const NODE_ENV = 'production'
    expect(shown({ NODE_ENV })).toEqual([false, false, false])
    expect(shown({ NODE_ENV: 'test' })).toEqual([true, true, true])
    expect(shown({ NODE_ENV, GRAPHIQL: 'true', INTROSPECTION: 'true', PLAIN_GET: 'true' })).toEqual([true, true, true])
    expect(shown({ GRAPHIQL: 'false', INTROSPECTION: 'false', PLAIN_GET: 'false' })).toEqual([false, false, false])
  })

  it('says which agent of a list is none', () => {
    expect(faultsOf({ AGENTS: 'momentum,somebody' })[0]).toContain('(entry 2, "somebody")')
  })

  it('is frozen', () => {
    expect(Object.isFrozen(parseConfig({}))).toBe(true)
  })
})
