import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precompress } from './precompress.js'

const { GAMMACAST_SERVER, PORT = '4000' } = process.env
const server = GAMMACAST_SERVER ?? `http://127.0.0.1:${PORT}`

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompress()],
  server: {
    port: 5173,
    proxy: { '/graphql': { target: server, ws: true } },
  },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    // A data: URL would need a looser content security policy.
    assetsInlineLimit: 0,
  },
})
