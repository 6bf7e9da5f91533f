import type { FC } from 'hono/jsx'
import type { MappingOverview } from '../../flows/mapping/read-mappings.ts'
import { say } from '../language/say.tsx'

/** What one side calls so and the other so: taxes, shipping, payments. */
export const CodesStep: FC<{ readonly mappings: readonly MappingOverview[] }> = ({ mappings }) => (
  <>
    <p>
      {say(
        'Taxes, shipping methods and payments have codes on both sides. What has no counterpart yet holds the orders that use it; the dry run says which.',
      )}
    </p>
    {mappings.length === 0 ? <p>{say('There is no ERP yet whose codes could be mapped.')}</p> : null}
    {mappings.map(({ connection, name, tables }) => {
      const missing = tables.flatMap(({ rows }) => rows.filter(({ state }) => state === 'missing')).length
      const mapped = tables.flatMap(({ rows }) => rows.filter(row => row.mapped)).length
      return (
        <section class="card stack">
          <h2>{name}</h2>
          <p>
            {tables.length === 0
              ? say('This kind of ERP keeps its codes in its own settings.')
              : missing > 0
                ? say('{n, plural, one {# code} other {# codes}} of orders without a counterpart.', { n: missing })
                : say('{n, plural, one {# code is} other {# codes are}} mapped; nothing is known to be missing.', {
                    n: mapped,
                  })}
          </p>
          <p>
            {tables.length === 0 ? (
              <a href={`/admin/connections/${connection}/settings`}>{say('Settings of {name}', { name })}</a>
            ) : (
              <a href={`/admin/mappings/${connection}`}>{say('Mappings of {name}', { name })}</a>
            )}
          </p>
        </section>
      )
    })}
  </>
)
