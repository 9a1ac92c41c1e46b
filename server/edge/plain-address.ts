/** One spelling of an IP address: in lower case, without a zone (`%eth0`), IPv4 not in the form of IPv6. */
export function plainAddress(text: string): string {
  return text
    .toLowerCase()
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/, '')
}
