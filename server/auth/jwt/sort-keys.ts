import { importJWK, type CryptoKey, type JWK } from 'jose'

/** What a published key may sign, by its type or its curve. */
const algorithmOf: Readonly<Record<string, string>> = { RSA: 'RS256', 'P-256': 'ES256', Ed25519: 'EdDSA' }

const fewestRsaBits = 2_048
/** To check a signature takes longer with every bit. */
const mostRsaBits = 8_192

/**
 * Takes the keys of a set that tokens can be checked with, and says what is wrong with the others. Keys that are not meant for
 * tokens of ours, such as those for encryption, are left out without a word.
 */
export async function sortKeys(keys: readonly unknown[]) {
  const sorted = await Promise.all(keys.map(async (key, index) => ({ key, index, fault: await faultOf(key) })))
  const isUsable = ({ key, fault }: (typeof sorted)[number]) => fault === null && isForUs(key as JWK)
  return {
    usable: sorted.filter(isUsable).map(({ key }) => key as JWK),
    faults: sorted.flatMap(({ key, index, fault }) => (fault === null ? [] : [`${nameOf(key, index)} ${fault}`])),
  }
}

async function faultOf(key: unknown): Promise<string | null> {
  if (!isJwk(key)) return 'is no key'
  if (key.kty === 'oct') return 'is a secret: everybody can read it and sign with it'
  if ('d' in key) return 'is a private key: everybody can read it and sign with it'
  const algorithm = isForUs(key) ? algorithmFor(key) : undefined
  if (algorithm === undefined) return null
  try {
    const { modulusLength } = ((await importJWK(key, algorithm)) as CryptoKey).algorithm as { modulusLength?: number }
    if (modulusLength === undefined) return null
    const isOfGoodLength = modulusLength >= fewestRsaBits && modulusLength <= mostRsaBits
    return isOfGoodLength ? null : `has ${modulusLength} bits, not ${fewestRsaBits} to ${mostRsaBits}`
  } catch {
    return 'is malformed'
  }
}

function isJwk(key: unknown): key is JWK {
  return typeof key === 'object' && key !== null && 'kty' in key && typeof key.kty === 'string'
}

const algorithmFor = ({ kty, crv }: JWK) => algorithmOf[kty === 'RSA' ? kty : `${crv}`]

/** Whether it is one of the keys that check the signatures which this server accepts. */
function isForUs(key: JWK): boolean {
  const algorithm = algorithmFor(key)
  return algorithm !== undefined && (key.alg ?? algorithm) === algorithm && (key.use ?? 'sig') === 'sig'
}

/** `kid` is any text of any length, and goes into a line of the log. */
function nameOf(key: unknown, index: number): string {
  const kid = isJwk(key) && typeof key.kid === 'string' ? key.kid.replace(/[^\x20-\x7e]/g, '').slice(0, 40) : ''
  return kid === '' ? `key ${index + 1}` : `"${kid}"`
}
