import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf, leastInput, type Mutation } from '../support/api/mutations.js'
import { audienceName, issuerName, signedBy, type Wish } from '../support/auth/issuer.js'
import { bearer, tellingClient, type TellingClient } from '../support/canary-client.js'
import { canary, leaksIn, unknownToken } from '../support/canary.js'
import { runBuilt, runServer, type Run } from '../support/run-server.js'
import { until } from '../support/start-server.js'
import { telltaleModel, type TelltaleModel } from '../support/telltale-model.js'
import { temporaryDir } from '../support/temporary-dir.js'

/** What a flow had to keep to itself, and everything that others could read afterward. */
interface Flow {
  readonly secrets: readonly string[]
  readonly seen: readonly string[]
}

const flows = new Map<string, Flow>()

/** Runs a flow with secrets of its own. */
function flow(name: string, run: () => Promise<Flow>): void {
  it(name, async () => {
    const ran = await run()
    flows.set(name, ran)
    for (const text of ran.seen) expect(leaksIn(text, ran.secrets), text).toEqual([])
  })
}

const settings = { JWT_SECRET: canary(), METRICS_TOKEN: canary(), AGENT_LLM_KEY: canary() }
const jwtSettings = { JWT_ISSUER: issuerName, JWT_AUDIENCE: audienceName }
const inAddress = { query: canary(), path: canary() }
const secretsOfServer = [...Object.values(settings), ...Object.values(inAddress)]

const data = temporaryDir()
let server: Run
let client: TellingClient
let model: TelltaleModel
let admin: string

beforeAll(async () => {
  model = await telltaleModel({ key: settings.AGENT_LLM_KEY, query: inAddress.query })
  server = runServer({
    ...settings,
    ...jwtSettings,
    DATA_DIR: data.path,
    LOG_LEVEL: 'trace',
    AGENTS: 'none',
    AGENT_INTERVAL_MS: '100',
    AGENT_LLM_MODEL: 'm',
    AGENT_LLM_URL: `${model.url.replace('/v1/', `/v1/${inAddress.path}/`)}?key=${inAddress.query}`,
    OIDC_ISSUER: 'https://login.example',
    OIDC_CLIENT_ID: 'dashboard',
  })
  const [, url = ''] = await server.says(/GraphiQL and API (http:\S+\/)graphql/)
  client = tellingClient(url)
  admin = await jwt({ scope: 'admin' })
})
afterAll(async () => {
  await Promise.all([server.kill(), model[Symbol.asyncDispose]()])
  data[Symbol.dispose]()
})

const jwt = (claims: Wish['claims'], secret = settings.JWT_SECRET, nowMs = Date.now()) =>
  signedBy(Buffer.from(secret), { alg: 'HS256' }, { nowMs, claims: { jti: canary(), ...claims } })

/** What nobody may have of a JWT: all but its header. */
const partsOf = (token: string) => token.split('.').slice(1)

const query = '{ viewer { id scopes expiresAt } }'
const textsOf = (folder: string) =>
  readdirSync(folder).map((file) => readFileSync(join(folder, file)).toString('latin1'))

describe('an account token', () => {
  flow('in the header of HTTP', async () => {
    const { token } = await client.mint(admin)
    const seen = [
      await client.post({ query }, bearer(token)),
      await client.post({ query }, { ...bearer(token), accept: 'text/event-stream' }),
    ]
    expect(seen.every((text) => text.includes('token:'))).toBe(true)
    return { secrets: [token], seen }
  })

  flow('that nobody knows, in the header of HTTP', async () => {
    const token = unknownToken()
    const seen = [
      await client.post({ query }, bearer(token)),
      await client.get('graphql?query={__typename}', bearer(token)),
    ]
    expect(seen[0]).toContain('UNAUTHENTICATED')
    return { secrets: [token], seen }
  })

  flow('without "Bearer", as a password, as a cookie and under other names', async () => {
    const token = unknownToken()
    const basic = Buffer.from(`ada:${token}`).toString('base64')
    const headers = [
      { authorization: token },
      { authorization: `Basic ${basic}` },
      { cookie: `t=${token}` },
      { [token]: '1' },
    ]
    return { secrets: [token], seen: await Promise.all(headers.map((one) => client.post({ query }, one))) }
  })

  flow('in the upgrade of a WebSocket', async () => {
    const [{ token }, bad] = [await client.mint(admin), unknownToken()]
    const seen = [
      await client.overSocket({}, { query }, { headers: bearer(token) }),
      await client.overSocket({}, { query }, { headers: bearer(bad) }),
    ]
    expect(seen[0]).toContain('token:')
    expect(seen[1]).toContain('4403')
    return { secrets: [token, bad], seen }
  })

  flow('in connection_init', async () => {
    const [{ token }, bad] = [await client.mint(admin), unknownToken()]
    const seen = [
      await client.overSocket({ authorization: `Bearer ${token}` }, { query }),
      await client.overSocket({ authorization: `Bearer ${bad}` }, { query }),
      await client.overSocket({ authorization: bad }, { query }),
      await client.overSocket({ authorization: { token: bad } }, { query }),
    ]
    expect(seen[0]).toContain('token:')
    return { secrets: [token, bad], seen }
  })

  flow('in renewToken', async () => {
    const [{ token }, next, bad] = [await client.mint(admin), await client.mint(admin), unknownToken()]
    const renew = 'mutation($token: String!) { renewToken(token: $token) { id } }'
    const params = { authorization: `Bearer ${token}` }
    const seen = [
      await client.overSocket(params, { query: renew, variables: { token: next.token } }),
      await client.overSocket(params, { query: renew, variables: { token: bad } }),
      await client.overSocket(params, { query: `mutation { renewToken(token: "${bad}") { id } }` }),
      await client.post({ query: renew, variables: { token: bad } }, bearer(token)),
    ]
    expect(seen[0]).toContain(next.id)
    return { secrets: [token, next.token, bad], seen }
  })

  flow('in an address', async () => {
    const token = unknownToken()
    const paths = ['', 'graphql', 'metrics', 'health', 'ready', 'schema.graphql', 'sign-in.json', 'nothing']
    const asked = paths.map((path) => client.get(`${path}?token=${token}&query={a(b:"${token}")}`))
    const named = [`${token}`, `nothing/${token}.json`, `graphql/${token}`].map((path) => client.get(path))
    const posted = [client.post({ query }, {}, token), client.post({ query }, {}, `graphql?token=${token}`)]
    return { secrets: [token], seen: await Promise.all([...asked, ...named, ...posted]) }
  })

  flow('in Origin and Host', async () => {
    const token = unknownToken()
    const hosts = [{ origin: `https://${token}.example` }, { host: `${token}.example` }]
    const seen = [
      ...(await Promise.all(hosts.map((headers) => client.post({ query }, headers)))),
      await client.overSocket({}, { query }, { origin: `https://${token}.example` }),
      await client.overSocket({}, { query }, { headers: { host: `${token}.example` } }),
    ]
    return { secrets: [token], seen }
  })

  flow('in variables of the wrong type', async () => {
    const token = unknownToken()
    const wrong = { query: 'query($n: Int!) { leaderboard(first: $n) { rank } }', variables: { n: token } }
    const extra = { query: 'query($n: Int!) { leaderboard(first: $n) { rank } }', variables: { n: { [token]: token } } }
    const unread = { query, variables: token as unknown as Record<string, unknown> }
    const seen = await Promise.all(
      [wrong, extra, unread].flatMap((sent) => [client.post(sent), client.overSocket({}, sent)]),
    )
    expect(seen[0]).toContain('BAD_USER_INPUT')
    return { secrets: [token], seen }
  })

  flow('in the text of a document', async () => {
    const token = unknownToken()
    const texts = [
      `{ ${token} }`,
      `{ leaderboard(first: "${token}") { rank } }`,
      `{ leaderboard(${token}: 1) { rank } }`,
      `{ __typename } ${token}`,
      `{ a "${token}" }`,
      `{ leaderboard(first: $${token.replaceAll('-', '_')}) { rank } }`,
      `{ __typename @${token} }`,
      `{ ...${token} }`,
    ]
    const seen = await Promise.all(
      texts.flatMap((text) => [client.post({ query: text }), client.overSocket({}, { query: text })]),
    )
    expect(seen.every((text) => /"code":|"errors"/.test(text))).toBe(true)
    return { secrets: [token], seen }
  })

  flow('as the name of an operation', async () => {
    const token = unknownToken()
    const sent = [
      { query, operationName: token },
      { query: `query ${token} { __typename } query b { __typename }` },
      { query: `query ${token} { a }` },
    ]
    return {
      secrets: [token],
      seen: await Promise.all(sent.flatMap((one) => [client.post(one), client.overSocket({}, one)])),
    }
  })

  flow('in extensions and in a body or message that cannot be read', async () => {
    const token = unknownToken()
    const persisted = { query, extensions: { persistedQuery: { version: 1, sha256Hash: token } } }
    const bodies = [`{"query": ${token}}`, token, `["${token}"]`, `{"${token}": 1}`, `{"query": {"${token}": 1}}`]
    const seen = [
      await client.post(persisted),
      await client.overSocket({}, persisted),
      ...(await Promise.all(bodies.flatMap((body) => [client.post(body), client.overSocket({}, body)]))),
      await client.overSocket({}, `{"type":"${token}"}`),
      await client.overSocket({}, `{"type":"subscribe","id":"${token}","payload":1}`),
      await client.post({ query }, { 'content-type': token }),
      await client.post({ query }, { accept: token }),
    ]
    return { secrets: [token], seen }
  })

  flow('in place of an id', async () => {
    const token = unknownToken()
    const texts = [
      `{ performance(account: "${token}") { seq } }`,
      `{ decisions(after: "${token}") { edges { cursor } } }`,
      `{ optionsChain(symbols: ["${token}"]) { seq } }`,
      `{ marketData(currency: "${token}") { seq } }`,
      `{ order(id: "${token}") { id } }`,
      `mutation { revokeToken(id: "${token}") { id } }`,
      `{ tokens(after: "${token}") { id } }`,
    ]
    const asAdmin = bearer(admin)
    const seen = await Promise.all(
      texts.flatMap((text) => [client.post({ query: text }, asAdmin), client.overSocket(asAdmin, { query: text })]),
    )
    return { secrets: [token], seen }
  })

  flow('in what a bot publishes', async () => {
    const { token } = await client.mint(admin, ['account:publish:a', 'account:trade:b', 'accounts:open'])
    const publish = (mutation: Mutation, fields: object) =>
      client.post(
        { query: documentOf(mutation), variables: { input: { ...leastInput[mutation](), ...fields } } },
        bearer(token),
      )
    const seen = [
      ...(await Promise.all(
        ['reasoning', 'model', 'symbol', 'invalidation', 'error', 'idempotencyKey'].map((field) =>
          publish('publishDecision', { account: 'a', [field]: `Bearer ${token}` }),
        ),
      )),
      await publish('openAccount', { account: 'b', name: token }),
    ]
    expect(seen.every((text) => text.includes('INVALID_INPUT'))).toBe(true)
    const renamed = 'mutation($input: MintTokenInput!) { mintToken(input: $input) { token { id } } }'
    const input = { name: token, scopes: ['market:read'] }
    seen.push(await client.post({ query: renamed, variables: { input } }, bearer(admin)))
    expect(seen.at(-1)).toContain('INVALID_INPUT')
    return { secrets: [token], seen }
  })

  flow('that was revoked', async () => {
    const { token, id } = await client.mint(admin)
    const seen = [
      await client.post({ query: `mutation { revokeToken(id: "${id}") { id revokedAt } }` }, bearer(admin)),
      await client.post({ query }, bearer(token)),
      await client.overSocket({ authorization: `Bearer ${token}` }, { query }),
    ]
    expect(seen[1]).toContain('revoked')
    return { secrets: [token], seen }
  })

  flow('is in one answer only: lists, pages, metrics and the store do not have it', async () => {
    const { token, id } = await client.mint(admin)
    await client.post({ query }, bearer(token))
    const html = { accept: 'text/html', ...bearer(token) }
    const seen = [
      await client.post({ query: '{ tokens(first: 1000) { id name scopes lastUsedAt } }' }, bearer(admin)),
      await client.get('metrics', bearer(settings.METRICS_TOKEN)),
      await client.get('', html),
      await client.get('graphql', html),
      await client.get('schema.graphql'),
      ...textsOf(data.path),
    ]
    expect(seen[0]).toContain(id)
    expect(seen[3]).toContain('graphiql')
    return { secrets: [token, ...partsOf(admin)], seen }
  })

  flow('is minted by the command on standard output alone, once', async () => {
    const command = (...args: string[]) =>
      runBuilt('token-main', args, { ...settings, ...jwtSettings, DATA_DIR: data.path })
    const minting = command('--account', 'from-command')
    let standard = ''
    minting.child.stdout?.on('data', (part: Buffer) => (standard += part.toString()))
    expect(await minting.exit).toBe(0)
    const token = standard.trim()
    expect(token).toMatch(/^gct_[\w-]{43}$/)
    const runs = [command('list'), command('revoke', token), command('mint', '--name', token, '--scope', 'market:read')]
    const codes = await Promise.all(runs.map((run) => run.exit))
    expect(codes).toEqual([0, 1, 1])
    return {
      secrets: [token, ...secretsOfServer],
      seen: [minting.output().replace(token, ''), ...runs.map((run) => run.output())],
    }
  })
})

describe('a JWT', () => {
  flow('that is good', async () => {
    const token = await jwt({ scope: 'market:read' })
    const seen = [await client.post({ query }, bearer(token)), await client.overSocket(bearer(token), { query })]
    expect(seen.every((text) => text.includes('jwt:'))).toBe(true)
    return { secrets: partsOf(token), seen }
  })

  flow('that is expired, for others, without a subject, or changed', async () => {
    const [good, forged] = [await jwt({}), await jwt({}, canary())]
    const tokens = [
      await jwt({}, settings.JWT_SECRET, Date.now() - 3_600_000),
      await jwt({ aud: canary() }),
      await jwt({ iss: canary() }),
      await jwt({ exp: undefined }),
      forged,
      `${good.split('.').slice(0, 2).join('.')}.${forged.split('.')[2]}`,
      `${good}x`,
      `x${good}`,
    ]
    const seen = await Promise.all(
      tokens.flatMap((token) => [client.post({ query }, bearer(token)), client.overSocket(bearer(token), { query })]),
    )
    expect(seen.filter((text) => /UNAUTHENTICATED|4403/.test(text))).toHaveLength(seen.length)
    return { secrets: tokens.flatMap(partsOf), seen }
  })

  flow('in the wrong places', async () => {
    const token = await jwt({})
    const wrong = { query: 'query($n: Int!) { leaderboard(first: $n) { rank } }', variables: { n: token } }
    const seen = [
      await client.post(wrong),
      await client.overSocket({}, wrong),
      await client.post({ query: `{ marketData(currency: "${token}") { seq } }` }),
      await client.get(`?id_token=${token}`),
      await client.get(token),
      await client.overSocket({}, { query }, { origin: `https://x/${token}` }),
    ]
    return { secrets: partsOf(token), seen }
  })

  flow('of an identity provider: its code and verifier', async () => {
    const [code, verifier] = [canary(), canary()]
    const seen = [
      await client.get(`?code=${code}&state=${verifier}`, { accept: 'text/html' }),
      await client.get(`nothing?code=${code}&code_verifier=${verifier}`),
      await client.post(
        `code=${code}&code_verifier=${verifier}`,
        { 'content-type': 'application/x-www-form-urlencoded' },
        '',
      ),
    ]
    return { secrets: [code, verifier], seen }
  })
})

describe('a secret of the configuration', () => {
  flow('METRICS_TOKEN, sent and mistaken', async () => {
    const wrong = canary()
    const seen = [
      await client.get('metrics', bearer(settings.METRICS_TOKEN)),
      await client.get('metrics', bearer(wrong)),
      await client.get(`metrics?token=${wrong}`),
      await client.post({ query }, bearer(settings.METRICS_TOKEN)),
    ]
    expect(seen[0]).toContain('gammacast_')
    return { secrets: [settings.METRICS_TOKEN, wrong], seen }
  })

  flow('AGENT_LLM_KEY, and what the address of the model has, in what the agent decides', async () => {
    const all =
      '{ decisions(first: 1000) { edges { node { reasoning invalidation error symbol model } } } status { feed { detail } } }'
    await until(
      () => Promise.resolve(model.heardAll()),
      (heardAll) => heardAll,
    )
    const seen = [await client.post({ query: all }, bearer(admin))]
    expect(seen[0]).toContain('[secret]')
    expect(seen[0]).toContain('The model refused')
    return { secrets: [settings.AGENT_LLM_KEY, ...Object.values(inAddress)], seen }
  })
})

it('twenty flows and more left no secret in the log, the metrics, the decisions and the store', async () => {
  expect(flows.size).toBeGreaterThanOrEqual(20)
  const metrics = await client.get('metrics', bearer(settings.METRICS_TOKEN))
  const store = textsOf(data.path)
  const log = server.output()
  expect(log).toContain('A WebSocket was refused')
  const secrets = [...secretsOfServer, ...[...flows.values()].flatMap((ran) => ran.secrets)]
  for (const text of [log, metrics, ...store]) expect(leaksIn(text, secrets)).toEqual([])
})
