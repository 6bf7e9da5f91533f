import type { Finding } from '../../domain/finding.ts'

/** In the words of src/outbound/connection.ts. */
const isRefused = ({ detail, ok }: Finding): boolean => !ok && detail.includes('is a private or reserved address')

/** What is there already: how its calls are let into a private network, on the page and on the command line. */
export const PRIVATE_REMEDIES = {
  store:
    'Enter an address that is reached from outside. Or connect the store anew with “It stands in a private network” ticked (orderbridge pair CODE --allow-private-network), or set allowPrivateNetwork: true for it in the configuration file',
  connection:
    'Enter an address that is reached from outside, or set policies.allowPrivateNetwork of the connection to true in the configuration file',
} as const

/** Who reads that a private address is not called has to be told what allows it: the firewall and the certificate do not. */
export const withPrivateRemedy = (findings: readonly Finding[], remedy: string): readonly Finding[] =>
  findings.map(finding => (isRefused(finding) ? { ...finding, remedy } : finding))
