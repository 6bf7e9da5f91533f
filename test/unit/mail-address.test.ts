import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressProblem, domainOf, parseSender } from '../../src/documents/mail-address.ts'

describe('a mail address', () => {
  it.each(['ana@example.com', 'a.b+c_d@sub.example.co', "o'neil@example.com", 'ana@čajnica.example', 'x@1-2.example'])(
    '%s can be used',
    address => expect(addressProblem(address)).toBeUndefined(),
  )

  it.each([
    ['', 'is missing'],
    ['ana', 'has no @'],
    ['ana@', 'needs one @ with a name before it and a domain behind it'],
    ['a@b@example.com', 'needs one @ with a name before it and a domain behind it'],
    ['ana@localhost', 'has no valid domain behind the @'],
    ['ana@example..com', 'has no valid domain behind the @'],
    ['ana@-example.com', 'has no valid domain behind the @'],
    ['ana@example.com,eve@evil.example', 'looks like a list; one address is needed'],
    ['ana@example.com;eve@evil.example', 'looks like a list; one address is needed'],
    ['Ana <ana@example.com>', 'contains a space or an invisible character'],
    ['ana@example.com\r\nBcc:eve@evil.example', 'contains a space or an invisible character'],
    ['ana\u200b@example.com', 'contains a space or an invisible character'],
    ['"ana"@example.com', 'contains a character that mail addresses do not have'],
    ['group:ana@example.com', 'contains a character that mail addresses do not have'],
    [`${'a'.repeat(65)}@example.com`, 'is too long before the @'],
    [`ana@${'a.'.repeat(130)}com`, 'is too long'],
  ])('%j is refused', (address, problem) => expect(addressProblem(address)).toBe(problem))

  it('that passes holds nothing that SMTP or a header could read as more', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary', maxLength: 40 }), fc.string()),
        fc.constantFrom('', '\r\n', '<', '>', ',', ' ', '\0', '@', ':'),
        fc.nat(60),
        (text, intruder, at) => {
          const address = text.slice(0, at) + intruder + text.slice(at)
          if (addressProblem(address) === undefined)
            expect(address).toMatch(/^[^\s<>,;:"()\\@\p{Cc}]+@[^\s<>,;:"()\\@\p{Cc}]+$/u)
        },
      ),
    )
  })
})

describe('a sender', () => {
  it('may have a name', () => {
    expect(parseSender('My Shop <orders@shop.example>')).toEqual({ name: 'My Shop', address: 'orders@shop.example' })
    expect(parseSender('"Čaj, d.o.o." <a@b.example>')).toEqual({ name: 'Čaj, d.o.o.', address: 'a@b.example' })
    expect(parseSender(' orders@shop.example ')).toEqual({ name: '', address: 'orders@shop.example' })
  })

  it('is refused when it is not one address', () => {
    expect(parseSender('My Shop')).toEqual({ problem: 'contains a space or an invisible character' })
    expect(parseSender('A <a@b.example>, B <c@d.example>')).toHaveProperty('problem')
    expect(parseSender('A\r\nBcc: x@y.example <a@b.example>')).toEqual({ problem: 'has no usable name' })
  })

  it('has a domain as DNS writes it', () => {
    expect(domainOf('My Shop <orders@Čajnica.example>')).toBe('xn--ajnica-h2a.example')
    expect(() => domainOf('nobody')).toThrow('the sender has no @')
  })
})
