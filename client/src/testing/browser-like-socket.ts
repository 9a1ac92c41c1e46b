import { WebSocket } from 'ws'

/** In a browser, closing a socket that has not opened is no exception. */
export class BrowserLikeSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols)
    this.on('error', () => undefined)
  }
}
