import { html } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import type { Assets } from '../assets.ts'
import { say, spokenLanguage } from '../language/say.tsx'

/** htmx: no styles of its own (our policy forbids them), only our own addresses, nothing kept in the browser's history cache. */
const HTMX = JSON.stringify({
  includeIndicatorCSS: false,
  mode: 'same-origin',
  morphIgnore: ['data-htmx-powered', 'open', 'data-shown'],
  defaultTimeout: 30_000,
})

interface DocumentProps {
  readonly title: string
  readonly assets: Assets
  /** Comes back as a header of every write. */
  readonly formToken?: string | undefined
  /** Origin of the Magento admin that frames this page and is asked who is looking. */
  readonly parent?: string | undefined
  readonly children?: Child
}

/** With the doctype, without which browsers lay tables out as in 1998. */
export const asDocument = (page: Child) => html`<!doctype html>${page}`

/** The frame of every page. What is swapped lies in #page; toasts and the dialog outlive it. */
export const Document: FC<DocumentProps> = ({ title, assets, formToken, parent, children }) => (
  <html lang={spokenLanguage()}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <meta name="htmx-config" content={HTMX} />
      <title>{`${title} · Orderbridge`}</title>
      <link rel="icon" href={assets.url('icon.svg')} />
      <link rel="stylesheet" href={assets.url('style.css')} />
      <script type="module" src={assets.url('client.js')} />
      <script defer src={assets.url('htmx.js')} />
    </head>
    <body
      {...(parent !== undefined && { 'data-parent': parent })}
      {...{ 'hx-boost:inherited': 'select:#page, target:#page, swap:outerHTML' }}
      {...(formToken !== undefined && { 'hx-headers:inherited': JSON.stringify({ 'Orderbridge-Form': formToken }) })}
    >
      <a class="skip" href="#main">
        {say('Skip to content')}
      </a>
      {children}
      <div id="toasts" role="status" aria-live="polite" />
      <dialog id="dialog" aria-labelledby="dialog-title" />
    </body>
  </html>
)
