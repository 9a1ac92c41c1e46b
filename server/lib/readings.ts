/** How deep codes within codes are read. */
const deepest = 3

const invisible = /\p{Default_Ignorable_Code_Point}/gu
const named: Readonly<Record<string, string>> = { '&lowbar;': '_', '&UnderBar;': '_', '&period;': '.', '&hyphen;': '-' }

/**
 * What somebody can read in a text: the text, without invisible characters and with plain letters, with its codes read
 * (percent, JSON, HTML), and what is coded in it as base64 or hexadecimal.
 */
export function readingsOf(text: string): readonly string[] {
  const readings = new Set([text])
  let reading = plain(text)
  for (let depth = 0; depth < deepest; depth += 1) {
    readings.add(reading)
    reading = plain(withoutCodes(reading))
  }
  readings.add(reading)
  return [...readings].flatMap((one) => [one, ...coded(one)])
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(invisible, '')
}

function withoutCodes(text: string): string {
  return text
    .replace(/(?:%[\da-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll('%', ''), 'hex').toString())
    .replace(
      /(?<!\\)\\+(?:u\{?([\da-f]{2,6})\}?|x([\da-f]{2}))|&#x([\da-f]{1,6});/gi,
      (_all, ...codes: (string | undefined)[]) =>
        characterOf(parseInt(codes.slice(0, 3).find((code) => code !== undefined) ?? '', 16)),
    )
    .replace(/&#(\d{1,7});/g, (_all, code: string) => characterOf(Number(code)))
    .replace(/&\w+;/g, (name) => named[name] ?? name)
}

function characterOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

function coded(text: string): readonly string[] {
  const inBase64 = text.match(/[\w+/-]{24,}/g) ?? []
  const inHex = text.match(/(?:[\da-f]{2}){20,}/gi) ?? []
  return [
    ...inBase64.map((part) => Buffer.from(part, 'base64').toString('latin1')),
    ...inHex.map((part) => Buffer.from(part, 'hex').toString('latin1')),
  ]
}
