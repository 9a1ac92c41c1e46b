import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
]

/** No traffic of its own, and no sandbox, which containers seldom allow. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A Chromium: the one `CHROMIUM` names, or one of this machine, or else the one that comes as an npm package. */
export async function launchBrowser(): Promise<Browser> {
  const path =
    process.env.CHROMIUM ?? installed.find((candidate) => existsSync(candidate)) ?? (await packagedChromium())
  return chromium.launch({ executablePath: path, args: quiet })
}

/** The package brings the system libraries it needs only where it believes to be on AWS Lambda. */
async function packagedChromium(): Promise<string> {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x'
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}
