import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addressKind } from '../../src/outbound/private-address.ts'

describe('addressKind', () => {
  test.each([
    ['8.8.8.8', 'public'],
    ['172.15.255.255', 'public'],
    ['172.32.0.0', 'public'],
    ['100.128.0.1', 'public'],
    ['2606:4700:4700::1111', 'public'],
    ['::ffff:8.8.8.8', 'public'],
    ['64:ff9b::8.8.8.8', 'public'],
    ['10.1.2.3', 'private'],
    ['127.0.0.1', 'private'],
    ['127.255.255.254', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['::1', 'private'],
    ['fd12:3456::1', 'private'],
    ['::ffff:127.0.0.1', 'private'],
    ['::ffff:7f00:1', 'private'],
    ['64:ff9b::10.0.0.1', 'private'],
    ['0.0.0.0', 'forbidden'],
    ['169.254.169.254', 'forbidden'],
    ['::ffff:169.254.169.254', 'forbidden'],
    ['::ffff:a9fe:a9fe', 'forbidden'],
    ['64:ff9b::a9fe:a9fe', 'forbidden'],
    ['100.100.100.200', 'forbidden'],
    ['168.63.129.16', 'forbidden'],
    ['224.0.0.1', 'forbidden'],
    ['255.255.255.255', 'forbidden'],
    ['::', 'forbidden'],
    ['::127.0.0.1', 'forbidden'],
    ['fe80::1', 'forbidden'],
    ['fe80::1%eth0', 'forbidden'],
    ['ff02::1', 'forbidden'],
    ['fd00:ec2::254', 'forbidden'],
    ['2002:7f00:1::', 'forbidden'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'forbidden'],
    ['2001:db8::1', 'forbidden'],
    ['localhost', 'forbidden'],
    ['', 'forbidden'],
    ['127.1', 'forbidden'],
  ])('%s is %s', (address, kind) => {
    expect(addressKind(address)).toBe(kind)
  })

  it('sees through every way of writing an IPv4 address inside an IPv6 address', () => {
    fc.assert(
      fc.property(fc.ipV4(), address => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
        const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
        const kind = addressKind(address)
        for (const prefix of ['::ffff:', '0:0:0:0:0:ffff:', '64:ff9b::', '64:FF9B:0:0::']) {
          expect(addressKind(prefix + address)).toBe(kind)
          expect(addressKind(prefix + hex)).toBe(kind)
        }
      }),
    )
  })

  it('gives an answer for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6()), text => {
        expect(['public', 'private', 'forbidden']).toContain(addressKind(text))
      }),
    )
  })
})
