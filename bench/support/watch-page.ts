/** What a page notes down of itself: ages in milliseconds, by the feed's stamps and the page's clock. */
export interface Watched {
  readonly marketData: number[]
  readonly optionsChain: number[]
  /** The price's text is the new one. */
  readonly inDocument: number[]
  /** The frame after that has begun: by then it is on the screen. */
  readonly painted: number[]
}

/**
 * Runs in the page before anything else, so it is whole in itself: listens to every socket, and watches the index price
 * for the value of a frame that came.
 */
export function watchPage(): void {
  const watched: Watched = { marketData: [], optionsChain: [], inDocument: [], painted: [] }
  Object.assign(window, { watched })
  const prices: { asOf: number; priceUsd: number }[] = []

  window.WebSocket = class extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args)
      this.addEventListener('message', ({ data }: MessageEvent<string>) => {
        const field = /"data":\{"(marketData|optionsChain)"/.exec(data)?.[1]
        const asOf = Date.parse(/"asOf":"([^"]+)"/.exec(data)?.[1] ?? '')
        if (Number.isNaN(asOf)) return
        if (field === 'optionsChain') watched.optionsChain.push(Date.now() - asOf)
        if (field !== 'marketData') return
        watched.marketData.push(Date.now() - asOf)
        prices.unshift({ asOf, priceUsd: Number(/"indexPriceUsd":([\d.]+)/.exec(data)?.[1]) })
        prices.splice(50)
      })
    }
  }

  let shown = ''
  const look = () => {
    const text = document.querySelector('[data-role="index-price"]')?.textContent ?? ''
    if (text === shown) return
    shown = text
    const decimals = text.split('.')[1]?.length ?? 0
    const priceUsd = Number(text.replace(/[^\d.]/g, ''))
    const frame = prices.find((one) => Math.abs(one.priceUsd - priceUsd) <= 0.51 * 10 ** -decimals)
    if (!frame) return
    watched.inDocument.push(Date.now() - frame.asOf)
    requestAnimationFrame(() => setTimeout(() => watched.painted.push(Date.now() - frame.asOf)))
  }
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
  })
}
