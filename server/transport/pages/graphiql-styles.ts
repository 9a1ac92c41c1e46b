/**
 * Our policy lets no style run that stands in the page's text. The editor of GraphiQL writes such styles: elements with
 * rules in them, and attributes in HTML. This script hands both to the CSSOM, which the policy allows. An element stays
 * empty, and its rules go into a sheet that the document adopts while the element is in it.
 */
export const stylesScript = `
const sheets = new Map()
const place = (style, sheet) => {
  const home = style.getRootNode()
  for (const root of new Set([document, home])) {
    if (root.adoptedStyleSheets?.includes(sheet) && (root !== home || !style.isConnected))
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet)
  }
  if (style.isConnected && !home.adoptedStyleSheets.includes(sheet)) home.adoptedStyleSheets.push(sheet)
}
const placement = new MutationObserver(() => sheets.forEach(({ sheet }, style) => place(style, sheet)))
placement.observe(document, { childList: true, subtree: true })
const { attachShadow } = Element.prototype
Element.prototype.attachShadow = function (options) {
  const root = attachShadow.call(this, options)
  placement.observe(root, { childList: true, subtree: true })
  return root
}
const write = (style, text) => {
  const { sheet } = sheets.get(style) ?? { sheet: new CSSStyleSheet() }
  sheets.set(style, { sheet, text })
  sheet.replaceSync(text)
  place(style, sheet)
}
const textOf = (style) => sheets.get(style)?.text ?? ''
const text = {
  get() { return textOf(this) },
  set(value) { write(this, String(value ?? '')) },
}
Object.defineProperties(HTMLStyleElement.prototype, { textContent: text, innerText: text, innerHTML: text })
HTMLStyleElement.prototype.appendChild = function (node) {
  write(this, textOf(this) + node.data)
  return node
}

const inTags = (html) => String(html).replace(/(<[^<>]*) style="/g, '$1 data-style="')
const applyStyles = (parent) => {
  for (const element of parent?.querySelectorAll('[data-style]') ?? []) {
    element.style.cssText = element.dataset.style
    delete element.dataset.style
  }
}
const inner = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')
Object.defineProperty(Element.prototype, 'innerHTML', {
  ...inner,
  set(html) {
    inner.set.call(this, inTags(html))
    applyStyles(this)
  },
})
const { insertAdjacentHTML } = Element.prototype
Element.prototype.insertAdjacentHTML = function (where, html) {
  insertAdjacentHTML.call(this, where, inTags(html))
  applyStyles(where === 'beforebegin' || where === 'afterend' ? this.parentNode : this)
}
`
