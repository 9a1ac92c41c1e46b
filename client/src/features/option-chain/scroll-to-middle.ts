/** Scrolls inside the box only, never the page, and by whole rows, so that none is cut off at the top. */
export function scrollToMiddle(box: HTMLElement | null, target: HTMLElement | null): void {
  if (box === null || target === null) return
  const topPx = target.offsetTop - (box.clientHeight - target.offsetHeight) / 2
  const rowPx = target.parentElement?.firstElementChild?.getBoundingClientRect().height ?? 1
  box.scrollTop = Math.round(topPx / rowPx) * rowPx
}
