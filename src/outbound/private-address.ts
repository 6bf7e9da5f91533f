import { BlockList, isIP, isIPv4 } from 'node:net'

/**
 * public: anywhere on the internet. private: this machine or a network of its owner, reachable when the settings say so.
 * forbidden: never a store or an ERP (cloud metadata, link-local, multicast, documentation, tunnels).
 */
export type AddressKind = 'public' | 'private' | 'forbidden'

type Subnet = readonly [network: string, prefix: number]

// IANA IPv4 and IPv6 special-purpose address registries (RFC 6890 and its updates).
const PRIVATE_V4: readonly Subnet[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
]
const FORBIDDEN_V4: readonly Subnet[] = [
  ['0.0.0.0', 8],
  ['100.100.100.200', 32], // Alibaba Cloud metadata, inside the carrier-grade NAT range
  ['168.63.129.16', 32], // Azure's virtual host address
  ['169.254.0.0', 16], // link-local, and the metadata service of most clouds
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
const PRIVATE_V6: readonly Subnet[] = [
  ['::1', 128],
  ['fc00::', 7],
]
const FORBIDDEN_V6: readonly Subnet[] = [
  ['fd00:ec2::', 32], // AWS metadata
  ['fd20:ce::254', 128], // Google Cloud metadata
  ['2001::', 23], // IETF protocol assignments, Teredo among them
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4 carries an IPv4 address that nobody checked
  ['3fff::', 20],
]
/** Only this block is given out for the public internet. */
const GLOBAL_V6: readonly Subnet[] = [['2000::', 3]]

const blockList = (subnets: readonly Subnet[], family: 'ipv4' | 'ipv6') => {
  const list = new BlockList()
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, family)
  return (address: string) => list.check(address, family)
}
const isPrivateV4 = blockList(PRIVATE_V4, 'ipv4')
const isForbiddenV4 = blockList(FORBIDDEN_V4, 'ipv4')
const isPrivateV6 = blockList(PRIVATE_V6, 'ipv6')
const isForbiddenV6 = blockList(FORBIDDEN_V6, 'ipv6')
const isGlobalV6 = blockList(GLOBAL_V6, 'ipv6')

/** @param address an IPv4 or IPv6 address as text, with or without zone. Anything else is forbidden. */
export function addressKind(address: string): AddressKind {
  const bare = address.replace(/%.*$/, '')
  if (isIP(bare) === 0) return 'forbidden'
  if (isIPv4(bare)) return isForbiddenV4(bare) ? 'forbidden' : isPrivateV4(bare) ? 'private' : 'public'
  const embedded = embeddedV4(bare)
  if (embedded) return addressKind(embedded)
  if (isForbiddenV6(bare)) return 'forbidden'
  if (isPrivateV6(bare)) return 'private'
  return isGlobalV6(bare) ? 'public' : 'forbidden'
}

/** The IPv4 address that a mapped (::ffff:0:0/96) or NAT64 (64:ff9b::/96) address really leads to. */
function embeddedV4(address: string): string | undefined {
  const groups = expand(address)
  const head = groups.slice(0, 6).join(':')
  if (head !== '0:0:0:0:0:65535' && head !== '100:65435:0:0:0:0') return undefined // ffff, 64:ff9b in decimal
  const [high = 0, low = 0] = groups.slice(6)
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The eight groups of a valid IPv6 address. */
function expand(address: string): number[] {
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map(group => group.toString(16)).join(':'),
  )
  const [left = '', right] = hex.split('::')
  const parse = (part: string) => (part === '' ? [] : part.split(':').map(group => Number.parseInt(group, 16)))
  if (right === undefined) return parse(left)
  const zeros = 8 - parse(left).length - parse(right).length
  return [...parse(left), ...Array<number>(zeros).fill(0), ...parse(right)]
}
