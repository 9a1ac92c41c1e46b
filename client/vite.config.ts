import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { followEdits } from './follow-edits.js'
import { precompress } from './precompress.js'
import { sayAddress } from './say-address.js'
import { serverUrl } from './server-url.js'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompress(), followEdits(), sayAddress()],
  server: {
    port: 5173,
    proxy: { '/graphql': { target: serverUrl(), ws: true } },
  },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    // A data: URL would need a looser content security policy.
    assetsInlineLimit: 0,
  },
})
