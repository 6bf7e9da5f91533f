import type { Child, FC } from 'hono/jsx'
import type { Assets } from '../assets.ts'
import { say } from '../language/say.tsx'
import { Document } from '../shell/document.tsx'
import { scriptWords } from '../shell/script-words.ts'

const Small: FC<{
  readonly assets: Assets
  readonly title: string
  readonly parent?: string | undefined
  readonly children?: Child
}> = ({ assets, title, parent, children }) => (
  <Document title={title} assets={assets} parent={parent}>
    <div id="page" {...scriptWords()}>
      <main id="main" class="small-page" tabindex={-1}>
        {children}
      </main>
    </div>
  </Document>
)

/** Opening the link shows this; only the button uses it up. */
export const LoginPage: FC<{ readonly assets: Assets; readonly token: string }> = ({ assets, token }) => (
  <Small assets={assets} title={say('Open Orderbridge')}>
    <h1>Orderbridge</h1>
    <p>{say('This link opens the page once, in this browser, for twelve hours.')}</p>
    <form method="post" action="/admin/login" hx-boost="false">
      <input type="hidden" name="token" value={token} />
      <button type="submit" class="primary" autofocus>
        {say('Open Orderbridge')}
      </button>
    </form>
  </Small>
)

export const LinkOverPage: FC<{ readonly assets: Assets }> = ({ assets }) => (
  <Small assets={assets} title={say('Link over')}>
    <h1>{say('This link is over')}</h1>
    <p>{say('It was used before, or its time ran out. Make a new one where Orderbridge runs:')}</p>
    <p class="code">orderbridge login-link</p>
  </Small>
)

/**
 * Nobody is known yet. Inside the Magento admin the script asks the parent who is looking and then loads the page;
 * anywhere else the text says how to get in.
 * @param parent origin of the Magento admin, when the address names a store.
 */
export const WelcomePage: FC<{ readonly assets: Assets; readonly parent?: string | undefined }> = ({
  assets,
  parent,
}) => (
  <Small assets={assets} title={say('Sign in')} parent={parent}>
    <h1>Orderbridge</h1>
    <div data-when-alone>
      <p>
        {say('Open this page in the Magento admin, or with a login link. Where Orderbridge runs, this prints one:')}
      </p>
      <p class="code">orderbridge login-link</p>
    </div>
    <p data-when-framed hidden role="status">
      {say('Asking Magento who is looking')}
    </p>
  </Small>
)
