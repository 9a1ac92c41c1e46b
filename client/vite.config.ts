import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { followEdits } from './follow-edits.js'
import { precompress } from './precompress.js'
import { sayAddress } from './say-address.js'

/** Where the server listens, as `npm run dev` says. */
function serverUrl(): string {
  const { HOST, PORT } = process.env
  return `http://${reachable(HOST || '127.0.0.1')}:${PORT || '4000'}`
}

/** Nobody can connect to an address that means all addresses. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompress(), followEdits(), sayAddress()],
  server: {
    port: 5173,
    proxy: { '/graphql': { target: serverUrl(), ws: true }, '/sign-in.json': serverUrl() },
  },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    // A data: URL would need a looser content security policy.
    assetsInlineLimit: 0,
    // The dashboard is one file: its parts are all on one page. Packed it has a quarter of this.
    chunkSizeWarningLimit: 800,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
})
