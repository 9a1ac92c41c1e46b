import { expect, it } from 'vitest'
import { startServer } from '../support/start-server.js'

const jwt = {
  JWT_JWKS_URL: 'https://login.example/keys',
  JWT_ISSUER: 'https://login.example/realm',
  JWT_AUDIENCE: 'gammacast',
}
const provider = { ...jwt, OIDC_ISSUER: 'https://login.example/realm', OIDC_CLIENT_ID: 'dashboard' }

async function servedWith(env: Record<string, string>) {
  await using server = await startServer({}, { NODE_ENV: 'production', GRAPHIQL: 'true', ...env })
  const html = { headers: { accept: 'text/html' } }
  const [settings, page, graphiql] = await Promise.all([
    fetch(`${server.app.url}sign-in.json`),
    fetch(server.app.url, html),
    fetch(server.httpUrl, html),
  ])
  const connections = ({ headers }: Response) =>
    /connect-src ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1]
  return {
    type: settings.headers.get('content-type'),
    cache: settings.headers.get('cache-control'),
    settings: await settings.json(),
    page: connections(page),
    graphiql: connections(graphiql),
  }
}

it('without a provider the dashboard talks to its own server alone', async () => {
  expect(await servedWith(jwt)).toEqual({
    type: 'application/json; charset=utf-8',
    cache: 'no-cache',
    settings: { oidc: null },
    page: "'self'",
    graphiql: "'self'",
  })
})

it('with one the dashboard learns of it, and may talk to its origin; GraphiQL may not', async () => {
  expect(await servedWith(provider)).toMatchObject({
    settings: {
      oidc: {
        issuer: 'https://login.example/realm',
        clientId: 'dashboard',
        scope: 'openid profile offline_access',
        audience: 'gammacast',
      },
    },
    page: "'self' https://login.example",
    graphiql: "'self'",
  })
})

it('tells nothing else of the configuration, and does so without a token', async () => {
  const { settings } = await servedWith({ ...provider, AUTH: 'required', METRICS_TOKEN: 'canary-canary-canary' })
  expect(Object.keys(settings as object)).toEqual(['oidc'])
  expect(JSON.stringify(settings)).not.toMatch(/keys|canary/)
})
