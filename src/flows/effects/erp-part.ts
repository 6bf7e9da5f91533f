import { RemoteError } from '../../domain/errors.ts'
import type { ErpConnector } from '../../erp/connector.ts'

const MISSING = {
  payments: 'takes no payments from outside: book them there, or set policies.payments.book to never',
  refunds: 'makes no credit notes from outside: make them there, or set policies.refunds.fromMagento to problem',
} as const

/**
 * The part of a connector that an effect needs. The configuration file refuses policies that ask for a part that the
 * ERP does not have; this is for messages from before its settings changed.
 * @throws RemoteError permanent
 */
export function erpPart<K extends keyof typeof MISSING>(erp: ErpConnector, part: K): NonNullable<ErpConnector[K]> {
  const found = erp[part]
  if (found) return found
  throw new RemoteError({
    errorClass: 'permanent',
    code: `${erp.kind}:no-${part}`,
    message: `The ERP ${MISSING[part]}`,
  })
}
