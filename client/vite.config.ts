import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env['GAMMACAST_SERVER'] ?? 'http://127.0.0.1:4000'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
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
