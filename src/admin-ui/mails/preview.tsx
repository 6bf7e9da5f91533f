import type { FC } from 'hono/jsx'
import type { TemplatePreview } from '../../flows/mail/preview-template.ts'
import { Say, say } from '../language/say.tsx'
import { explain, placeOf } from './names.ts'

/** The mail as text, as most people read it, and its HTML as source: neither can do anything here. */
export const Preview: FC<{ readonly preview: TemplatePreview }> = ({ preview: { mistakes, mail, order } }) =>
  mail ? (
    <>
      <p class="mail-subject">{mail.subject}</p>
      <div class="mail-text">{mail.text.trimEnd()}</div>
      <p class="under">
        {order ? (
          <Say
            text="Written for {order}, the newest of its kind."
            order={<a href={`/admin/orders/${order.id}`}>{say('order {number}', { number: order.number })}</a>}
          />
        ) : (
          say('Written for a made-up order: there is no document of this kind yet.')
        )}
      </p>
      <details>
        <summary>{say('HTML')}</summary>
        <pre class="code mail-source">{mail.html}</pre>
      </details>
    </>
  ) : (
    <ul class="mistakes">
      {mistakes.map(mistake => (
        <li class="differs">
          <strong>{placeOf(mistake)}:</strong> {explain(mistake)}
        </li>
      ))}
    </ul>
  )
