import { ZERO } from '../../src/domain/amount.ts'
import { type Answer, frameworkError, internalError, ok } from './answer.ts'
import type { Row } from './company.ts'
import { type Field, writeRow } from './fields.ts'
import type { MissingStyle } from './variants.ts'
import { root } from './xml.ts'

/** The several ways in which sites say that there is no such document (contract §3). */
export function missingDocument(style: MissingStyle, name: string, model: readonly Field[], number: string): Answer {
  switch (style) {
    case '204':
      return { status: 204 }
    case '400':
      return frameworkError(400, 'The request is invalid.')
    case '404':
      return frameworkError(404, 'Not Found')
    case '500':
      return internalError('Object reference not set to an instance of an object.')
    case '200-empty':
      return ok(root(name, []))
    case '200-zero':
      return ok(root(name, writeRow(blank(model, number), model)))
  }
}

/** A record of the ERP before anything is read into it: the number and the amounts are 0. */
const blank = (model: readonly Field[], number: string): Row => ({
  ...Object.fromEntries(model.filter(({ type }) => type === 'decimal').map(({ name }) => [name, ZERO])),
  [number]: 0,
})
