import type { FC } from 'hono/jsx'
import type { CatalogDiff } from '../../flows/catalog/run-catalog.ts'
import { say } from '../language/say.tsx'
import { countsText, kindText } from './words.ts'

/** What a complete run would write. */
export const Differences: FC<{ readonly diff: CatalogDiff }> = ({ diff: { total, differences, counts, isWhole } }) => (
  <>
    <h3>{say('Dry run')}</h3>
    <p>
      {total === 0
        ? say('Nothing differs: a complete run would write nothing.')
        : say('A complete run would write {n, plural, one {# value} other {# values}}. Nothing was written now.', {
            n: total,
          })}{' '}
      {isWhole ? null : say('That is as far as the time reached; “orderbridge catalog diff” compares all of it.')}
    </p>
    <p class="under">{countsText(counts)}</p>
    {differences.length > 0 ? (
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{say('SKU')}</th>
            <th scope="col">{say('What')}</th>
            <th scope="col">{say('Magento took last')}</th>
            <th scope="col">{say('The ERP says')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(one => (
            <tr>
              <th scope="row" class="breaks">
                {one.sku}
              </th>
              <td>{kindText(one)}</td>
              <td class="breaks">{one.from ?? say('nothing of ours yet')}</td>
              <td class="breaks">{one.to}</td>
            </tr>
          ))}
        </tbody>
      </table>
    ) : null}
    {total > differences.length ? <p>{say('And {n} more.', { n: total - differences.length })}</p> : null}
  </>
)
