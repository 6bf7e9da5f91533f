import type { FC } from 'hono/jsx'
import type { Assets } from '../assets.ts'
import { say } from '../language/say.tsx'
import { Document } from './document.tsx'
import { scriptWords } from './script-words.ts'

export const FailurePage: FC<{ readonly assets: Assets; readonly text: string }> = ({ assets, text }) => (
  <Document title={say('Not possible')} assets={assets}>
    <div id="page" {...scriptWords()}>
      <main id="main" class="small-page" tabindex={-1}>
        <h1>{say('That did not work')}</h1>
        <p>{text}</p>
        <p>
          <a class="button" href="/admin">
            {say('Home')}
          </a>
        </p>
      </main>
    </div>
  </Document>
)
