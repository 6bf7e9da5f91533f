import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percentEncode, signatureBase } from '../../src/domain/oauth1.ts'
import { signOAuth1 } from '../../src/magento/oauth.ts'

const credentials = {
  consumerKey: 'ck',
  consumerSecret: 'consumer secret',
  accessToken: 'at',
  accessTokenSecret: 'token&secret',
}

describe('the signature base string', () => {
  it('is the one of the example in RFC 5849 §3.4.1.1, whose body adds two parameters', () => {
    const base = signatureBase('post', 'http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b', [
      ['oauth_consumer_key', '9djdj82h48djs9d2'],
      ['oauth_token', 'kkk9d7dh3k39sjv7'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'],
      ['oauth_nonce', '7d8f3e4a'],
      ['c2', ''],
      ['a3', '2 q'],
    ])
    expect(base).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26' +
        'oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26' +
        'oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    )
  })

  it.each([
    // RFC 5849 §3.4.1.2
    ['http://EXAMPLE.COM:80/r%20v/X?id=123', 'http://example.com/r%20v/X'],
    ['https://www.example.net:8080/?q=1', 'https://www.example.net:8080/'],
    ['https://shop.example:443/rest/V1/orders', 'https://shop.example/rest/V1/orders'],
  ])('names %s as %s', (url, named) => {
    expect(signatureBase('GET', url, []).split('&')[1]).toBe(percentEncode(named))
  })

  it('leaves out the port when asked to', () => {
    expect(signatureBase('GET', 'http://127.0.0.1:8081/rest', [], true).split('&')[1]).toBe(
      percentEncode('http://127.0.0.1/rest'),
    )
  })

  it('encodes brackets, plus, spaces, umlauts and emoji of the query once, and sorts by encoded name and value', () => {
    const base = signatureBase('GET', 'https://s.example/?a%5B10%5D=x&a%5B9%5D=%C5%A1+%F0%9F%98%80&z=2&z=10&b=%2B', [])
    expect(decodeURIComponent(base.split('&')[2] ?? '')).toBe(
      'a%5B10%5D=x&a%5B9%5D=%C5%A1%20%F0%9F%98%80&b=%2B&z=10&z=2',
    )
  })

  it('does not depend on how the query was encoded or ordered', () => {
    const pair = fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 6 }), pairs => {
        const strict = pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&')
        const form = new URLSearchParams([...pairs].reverse()).toString()
        expect(signatureBase('GET', `https://s.example/?${strict}`, [])).toBe(
          signatureBase('GET', `https://s.example/?${form}`, []),
        )
      }),
    )
  })
})

describe('the Authorization header', () => {
  const url = 'https://shop.example/rest/V1/orders/2?fields=entity_id%2Cincrement_id'
  const header = signOAuth1({ method: 'GET', url, credentials, nonce: 'n0nce', timestamp: 1_795_234_220 })

  it('has the parameters of the recorded request, and HMAC-SHA256 of the base string under both secrets', () => {
    const fields = Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))
    expect(header).toMatch(/^OAuth oauth_consumer_key="ck", oauth_nonce="n0nce", /)
    expect(fields).toMatchObject({
      oauth_signature_method: 'HMAC-SHA256',
      oauth_timestamp: '1795234220',
      oauth_token: 'at',
      oauth_version: '1.0',
    })
    const base =
      'GET&https%3A%2F%2Fshop.example%2Frest%2FV1%2Forders%2F2&fields%3Dentity_id%252Cincrement_id%26oauth_consumer_key%3Dck%26' +
      'oauth_nonce%3Dn0nce%26oauth_signature_method%3DHMAC-SHA256%26oauth_timestamp%3D1795234220%26oauth_token%3Dat%26oauth_version%3D1.0'
    const signature = createHmac('sha256', 'consumer%20secret&token%26secret').update(base).digest('base64')
    expect(decodeURIComponent(String(fields.oauth_signature))).toBe(signature)
  })

  it('shows no secret', () => {
    expect(header).not.toMatch(/consumer secret|token&secret|consumer%20secret|token%26secret/)
  })
})
