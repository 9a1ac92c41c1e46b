/** Scrolls inside the box only, never the page. */
export function scrollToMiddle(box: HTMLElement | null, target: HTMLElement | null): void {
  if (box === null || target === null) return
  box.scrollTop = target.offsetTop - (box.clientHeight - target.offsetHeight) / 2
}
