import { defineConfig } from 'vite'

/** What Node starts: the programs, and the thread of SQLite, which is started by its file. */
const programs = {
  main: 'server/main.ts',
  'token-main': 'server/token-main.ts',
  'doctor-main': 'server/doctor-main.ts',
  'backtest-main': 'server/backtest-main.ts',
  'history-main': 'server/history-main.ts',
  'statement-thread': 'server/storage/sqlite/statement-thread.js',
}

/** These load files or threads of their own, or are seldom needed. */
const loadedFromPackages = ['@graphql-yoga/render-graphiql', '@photostructure/sqlite', 'pg', 'pino']

/** Joins the server and its packages into a few files: Node loads them much sooner than a thousand small ones. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: loadedFromPackages },
  build: {
    ssr: true,
    target: 'node20',
    // `build-parts.mjs` puts it in the place of dist/server.
    outDir: 'dist/server.next',
    emptyOutDir: true,
    minify: false,
    // Nobody downloads it.
    chunkSizeWarningLimit: 100_000,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: programs,
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
})
