import type { FC } from 'hono/jsx'
import type { Comparison, OrderDifference } from '../../flows/version/compare-on-orders.ts'
import { countPlaces, type ValueDifference } from '../../flows/version/compare-requests.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { Diff } from '../shell/diff.tsx'

const MOST_ORDERS = 20
const MOST_VALUES = 60
const MOST_PLACES = 12

/** Where the requests of real orders would differ: in how many first, then order by order. */
export const Compared: FC<{ readonly comparison: Comparison }> = ({ comparison }) => {
  const { version, against, differences } = comparison
  const places = countPlaces(differences)
  return (
    <section class="card">
      <h2>
        {version === undefined
          ? say('The settings as written, against version {against}', { against })
          : say('Version {version} against {against}', { version, against })}
      </h2>
      <p class="lead">{sentenceOf(comparison)}</p>
      {places.length > 0 ? <Places places={places.slice(0, MOST_PLACES)} more={places.length - MOST_PLACES} /> : null}
      {differences.slice(0, MOST_ORDERS).map((difference, index) => (
        <Order difference={difference} isOpen={index === 0} />
      ))}
      {differences.length > MOST_ORDERS ? (
        <p class="under">
          {say('And {n, plural, one {# more order} other {# more orders}}.', { n: differences.length - MOST_ORDERS })}
        </p>
      ) : null}
    </section>
  )
}

function sentenceOf({ orders, different, newlyHeld }: Comparison): string {
  if (orders === 0) return say('There is no order of this connection to compare it on.')
  return newlyHeld === 0
    ? say('{different} of the last {orders, plural, one {order} other {# orders}} would be sent differently.', {
        different,
        orders,
      })
    : say(
        '{different} of the last {orders, plural, one {order} other {# orders}} would be sent differently, {newlyHeld} of them not at all.',
        {
          different,
          orders,
          newlyHeld,
        },
      )
}

const Places: FC<{ readonly places: ReturnType<typeof countPlaces>; readonly more: number }> = ({ places, more }) => (
  <ul class="places">
    {places.map(({ place, orders }) => (
      <li>
        <span class="verbatim-line">{place}</span>{' '}
        {say('{n, plural, one {in # order} other {in # orders}}', { n: orders })}
      </li>
    ))}
    {more > 0 ? (
      <li class="under">{say('and {n, plural, one {# more place} other {# more places}}', { n: more })}</li>
    ) : null}
  </ul>
)

const Order: FC<{ readonly difference: OrderDifference; readonly isOpen: boolean }> = ({
  difference: { orderId, number, values, held, heldNow },
  isOpen,
}) => (
  <details class="differing" open={isOpen}>
    <summary>
      {held === undefined || heldNow !== undefined
        ? say('Order {number}', { number })
        : say('Order {number} would be held', { number })}
    </summary>
    <p>
      <a href={`/admin/orders/${orderId}`}>{say('Open the order')}</a>
    </p>
    {held === undefined ? null : <p>{told(held)}</p>}
    {heldNow !== undefined && held === undefined ? (
      <p>{say('Would not be held any more: {reason}', { reason: told(heldNow) })}</p>
    ) : null}
    {values.length > 0 ? <Values values={values} /> : null}
  </details>
)

const Values: FC<{ readonly values: readonly ValueDifference[] }> = ({ values }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('Place')}</th>
        <th scope="col">{say('Active')}</th>
        <th scope="col">{say('With these settings')}</th>
      </tr>
    </thead>
    <tbody>
      {values.slice(0, MOST_VALUES).map(({ place, before, after }) => (
        <tr>
          <th scope="row" class="breaks">
            {place}
          </th>
          <td class="breaks">{before === undefined ? <None /> : <del>{before}</del>}</td>
          <td class="breaks">{after === undefined ? <None /> : <ins>{after}</ins>}</td>
        </tr>
      ))}
      {values.length > MOST_VALUES ? (
        <tr>
          <td colspan={3}>
            {say('And {n, plural, one {# more value} other {# more values}}.', { n: values.length - MOST_VALUES })}
          </td>
        </tr>
      ) : null}
    </tbody>
  </table>
)

const None: FC = () => <span class="nothing">{say('no value')}</span>

interface Written {
  readonly version: number
  readonly text: string
}

/** Two versions of the settings, line by line. */
export const VersionsDiffer: FC<{ readonly active: Written; readonly other: Written }> = ({ active, other }) => (
  <section class="card">
    <h2>{say('From version {from} to {to}', { from: active.version, to: other.version })}</h2>
    {active.text === other.text ? (
      <p>{say('They are the same.')}</p>
    ) : (
      <Diff label={say('Differences')} before={active.text} after={other.text} />
    )}
  </section>
)
