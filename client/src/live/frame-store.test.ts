import { afterEach, describe, expect, it, vi } from 'vitest'
import { browserFrames, createFrameScheduler } from './frame-scheduler.js'
import { createFrameStore } from './frame-store.js'

function manualFrames() {
  const frames: (() => void)[] = []
  let visible = () => {}
  const scheduler = createFrameScheduler({
    nextFrame: (run) => void frames.push(run),
    onVisible(run) {
      visible = run
      return () => (visible = () => {})
    },
  })
  const runFrame = () => frames.splice(0).forEach((run) => run())
  return { scheduler, frames, runFrame, becomeVisible: () => visible() }
}

describe('the frame store', () => {
  it('tells its readers once a frame, however many values came', () => {
    const { scheduler, runFrame } = manualFrames()
    const store = createFrameStore(0, scheduler)
    const listener = vi.fn()
    store.subscribe(listener)
    for (let value = 1; value <= 100; value += 1) store.set(value)
    expect(listener).not.toHaveBeenCalled()
    expect([store.newest(), store.shown()]).toEqual([100, 0])
    runFrame()
    expect(listener).toHaveBeenCalledTimes(1)
    expect(store.shown()).toBe(100)
  })

  it('shares one frame among all stores', () => {
    const { scheduler, frames } = manualFrames()
    const stores = [createFrameStore(0, scheduler), createFrameStore(0, scheduler)]
    for (const store of stores) store.set(1)
    expect(frames).toHaveLength(1)
  })

  it('keeps only the newest in a hidden page, where no frame comes, and shows it when the page is seen', () => {
    const { scheduler, frames, becomeVisible } = manualFrames()
    const store = createFrameStore(0, scheduler)
    for (let value = 1; value <= 10_000; value += 1) store.set(value)
    expect(frames).toHaveLength(1)
    becomeVisible()
    expect(store.shown()).toBe(10_000)
  })

  it('hears no more of a page that has new parts', () => {
    const { scheduler, becomeVisible } = manualFrames()
    const store = createFrameStore(0, scheduler)
    store.set(1)
    scheduler.dispose()
    becomeVisible()
    expect(store.shown()).toBe(0)
  })

  it('is silent when the value came back to what is shown', () => {
    const { scheduler, runFrame } = manualFrames()
    const store = createFrameStore('a', scheduler)
    const listener = vi.fn()
    store.subscribe(listener)
    store.set('b')
    store.set('a')
    runFrame()
    expect(listener).not.toHaveBeenCalled()
  })

  it('forgets a reader that left', () => {
    const { scheduler, runFrame } = manualFrames()
    const store = createFrameStore(0, scheduler)
    const listener = vi.fn()
    store.subscribe(listener)()
    store.set(1)
    runFrame()
    expect(listener).not.toHaveBeenCalled()
  })
})

describe('the frames of a browser', () => {
  afterEach(() => void vi.unstubAllGlobals())

  it('are those of its screen, and what waits runs when the page is seen again, not when it is hidden', () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' })
    const change = () => page.dispatchEvent(new Event('visibilitychange'))
    vi.stubGlobal('document', page)
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => run())
    const run = vi.fn()
    browserFrames.nextFrame(run)
    expect(run).toHaveBeenCalledTimes(1)
    const stop = browserFrames.onVisible(run)
    change()
    expect(run).toHaveBeenCalledTimes(1)
    page.visibilityState = 'visible'
    change()
    expect(run).toHaveBeenCalledTimes(2)
    stop()
    change()
    expect(run).toHaveBeenCalledTimes(2)
  })
})
