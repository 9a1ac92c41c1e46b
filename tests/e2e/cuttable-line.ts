import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface CuttableLine extends AsyncDisposable {
  readonly url: string
  /** Drops every connection, and each new one, until it is mended. */
  cut(): void
  mend(): void
}

/** Stands between a browser and a server that runs on. */
export async function cuttableLine(serverUrl: string): Promise<CuttableLine> {
  const { hostname, port } = new URL(serverUrl)
  const ends = new Set<Socket>()
  let whole = true
  const dropAll = () => {
    for (const end of ends) end.destroy()
  }
  const line = createServer((near) => {
    if (!whole) return near.destroy()
    const far = connect(Number(port), hostname)
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end)
      end.pipe(other)
      end.on('error', () => end.destroy())
      end.on('close', () => {
        ends.delete(end)
        other.destroy()
      })
    }
  })
  line.listen(0, '127.0.0.1')
  await once(line, 'listening')
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}/`,
    cut() {
      whole = false
      dropAll()
    },
    mend() {
      whole = true
    },
    async [Symbol.asyncDispose]() {
      dropAll()
      line.close()
      await once(line, 'close')
    },
  }
}
