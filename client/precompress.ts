import { readFileSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** What is not compressed already. */
const compressible = /\.(js|css|html|svg|json|txt)$/
/** Shorter files fit into a packet as they are. */
const minBytes = 1_400

/** Writes `.br` and `.gz` beside each built file that gets smaller, so that the server compresses nothing of it. */
export function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const names = await readdir(dir, { recursive: true })
      for (const name of names.filter((name) => compressible.test(name))) compressFile(join(dir, name))
    },
  }
}

function compressFile(path: string): void {
  const bytes = readFileSync(path)
  if (bytes.length < minBytes) return
  const { BROTLI_PARAM_SIZE_HINT } = constants
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [BROTLI_PARAM_SIZE_HINT]: bytes.length } }))
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
}
