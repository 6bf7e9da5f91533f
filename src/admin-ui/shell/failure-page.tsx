import type { FC } from 'hono/jsx'
import type { Assets } from '../assets.ts'
import { Document } from './document.tsx'

export const FailurePage: FC<{ readonly assets: Assets; readonly text: string }> = ({ assets, text }) => (
  <Document title="Not possible" assets={assets}>
    <div id="page">
      <main id="main" class="small-page" tabindex={-1}>
        <h1>That did not work</h1>
        <p>{text}</p>
        <p>
          <a class="button" href="/admin">
            Home
          </a>
        </p>
      </main>
    </div>
  </Document>
)
