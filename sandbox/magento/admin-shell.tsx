import type { Child } from 'hono/jsx'
import { LOCALES, MAY, type StaffMember } from './staff.ts'

const STYLE = `
  * { box-sizing: border-box; }
  body { font: 14px/1.5 system-ui, sans-serif; margin: 0; color: #303030; background: #fff;
    display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); min-height: 100vh; }
  nav { background: #373330; color: #aaa6a0; text-align: center; font-size: 11px; }
  nav p { margin: 0; padding: 1rem .25rem .25rem; text-transform: uppercase; letter-spacing: .03em; }
  nav a { color: #f7f3eb; display: block; padding: .6rem .25rem; text-decoration: none; font-size: 12.5px; }
  nav a:hover, nav a[aria-current] { background: #524d49; }
  nav a:focus-visible { outline: 2px solid #fff; outline-offset: -3px; }
  main { padding: 1rem 1.75rem 2rem; min-width: 0; }
  header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; justify-content: space-between; }
  h1 { font-weight: 400; font-size: 1.75rem; margin: .5rem 0; }
  h2 { font-weight: 600; font-size: 1.1rem; margin: 1.5rem 0 .25rem; }
  .scroll { overflow-x: auto; margin: .5rem 0 1.5rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #d6d6d6; vertical-align: top; }
  th { font-weight: 600; color: #fff; background: #514943; }
  a { color: #006bb4; }
  select, button { font: inherit; padding: .2rem .4rem; }
  .empty { color: #666; }
  .account { margin: 0; }
  .orderbridge-frame iframe { border: 0; display: block; width: 100%; height: 20rem; }
  .orderbridge-notes .message { margin: 0 0 .5rem; padding: .6rem 1rem; background: #e5efe5; }
  .orderbridge-notes .message-error { background: #fae5e5; }
`

interface PageProps {
  readonly title: string
  readonly here?: 'orders' | 'orderbridge'
  /** Absent: the page is the same for everybody. */
  readonly staff?: StaffMember | undefined
  /** The bridge's page is one of the menu's. */
  readonly hasBridge: boolean
  readonly children: Child
}

/** A page of the simulated admin, with the menu and the account that every page has. */
export const Page = ({ title, here, staff, hasBridge, children }: PageProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>{`${title} / Simulated Magento`}</title>
      <style>{STYLE}</style>
    </head>
    <body>
      <nav aria-label="Menu">
        <p>Sales</p>
        <a href="/" aria-current={here === 'orders' ? 'page' : undefined}>
          Orders
        </a>
        {hasBridge ? (
          <a href="/admin/orderbridge" aria-current={here === 'orderbridge' ? 'page' : undefined}>
            Orderbridge
          </a>
        ) : null}
      </nav>
      <main>
        <header>
          <h1>{title}</h1>
          {staff && hasBridge ? <Account staff={staff} /> : null}
        </header>
        {children}
      </main>
    </body>
  </html>
)

/** Nobody has to sign in here; who one is can be chosen. */
const Account = ({ staff }: { staff: StaffMember }) => (
  <form class="account" method="post" action="/admin/account">
    <label for="may">You are</label>{' '}
    <select name="may" id="may">
      {Object.entries(MAY).map(([key, { name, label }]) => (
        <option value={key} selected={key === staff.may}>
          {`${name}, who ${label}`}
        </option>
      ))}
    </select>{' '}
    <select name="locale" aria-label="Language">
      {Object.entries(LOCALES).map(([key, label]) => (
        <option value={key} selected={key === staff.locale}>
          {label}
        </option>
      ))}
    </select>{' '}
    <button type="submit">Change</button>
  </form>
)
