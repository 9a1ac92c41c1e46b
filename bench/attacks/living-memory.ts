import { once } from 'node:events'
import { WebSocket } from 'ws'

/**
 * What lives in a process after its garbage is collected, in bytes: the objects of V8, and what they hold outside of its heap.
 * It is asked on the port of its inspector (`--inspect`).
 */
export async function livingBytes(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/json`)
  const [target] = (await answer.json()) as [{ readonly webSocketDebuggerUrl: string }]
  const inspector = new WebSocket(target.webSocketDebuggerUrl)
  await once(inspector, 'open')
  const ask = async (method: string, params: object = {}) => {
    inspector.send(JSON.stringify({ id: 1, method, params }))
    const [text] = (await once(inspector, 'message')) as [Buffer]
    return JSON.parse(text.toString()) as { readonly result: { readonly result: { readonly value: number } } }
  }
  try {
    // What the first collection lets go outside of the heap is gone after the second.
    for (const _ of [1, 2]) await ask('HeapProfiler.collectGarbage')
    const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())'
    return (await ask('Runtime.evaluate', { expression })).result.result.value
  } finally {
    inspector.terminate()
  }
}
