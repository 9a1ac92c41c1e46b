import { text } from '../lib/text.js'
import css from './footer.module.css'

const CHARTS_BY = 'https://www.tradingview.com/'

export function Footer({ version }: { readonly version: string | null }) {
  return (
    <footer className={css.footer}>
      <span>{text.footer.clock}</span>
      <a href="/graphql">{text.footer.explorer}</a>
      {version !== null && <span>{text.footer.version(version)}</span>}
      <a className={css.end} href={CHARTS_BY} rel="noreferrer" target="_blank">
        {text.footer.charts}
      </a>
    </footer>
  )
}
