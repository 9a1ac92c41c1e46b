import type { Plugin } from 'vite'

/** Tells `npm run dev` where Vite really serves: the next port is taken when one is not free. */
export function sayAddress(): Plugin {
  return {
    name: 'say-address',
    apply: 'serve',
    configureServer(server) {
      const print = server.printUrls
      server.printUrls = () => {
        print()
        process.send?.({ dashboardUrl: server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0] })
      }
    },
  }
}
