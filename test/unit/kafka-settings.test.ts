import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/domain/errors.ts'
import { connectorKinds } from '../../src/erp/registry.ts'
import { parseConfiguration } from '../../src/flows/config/parse-configuration.ts'

const withKafka = (kafka: object, more: object = {}) => {
  const store = { code: 'main', name: 'Main', url: 'https://shop.example/', auth: { kind: 'bearer', token: 'abc' } }
  const text = JSON.stringify({ stores: [{ ...store, kafka, ...more }] })
  const { configuration } = parseConfiguration(
    { fileName: 'shop.yaml', text, variables: { SECRET: 'from the environment' } },
    connectorKinds,
  )
  return configuration.stores[0]
}
const mistakeOf = (kafka: object, more: object = {}): string => {
  try {
    withKafka(kafka, more)
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
  return 'none'
}
const brokers = ['kafka.example:9093']

describe('kafka in the configuration file', () => {
  test('needs brokers only; TLS is on, and private networks are not called', () => {
    expect(withKafka({ brokers })?.kafka).toEqual({
      brokers,
      tls: true,
      allowPrivateNetwork: false,
      start: 'earliest',
      from: [],
    })
  })

  test('takes the password from a variable', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: variables of configuration files look like that.
    const kafkaLogin = { mechanism: 'scram-sha-512', user: 'bridge', password: '${SECRET}' }
    expect(withKafka({ brokers }, { kafkaLogin })?.kafkaLogin).toMatchObject({ password: 'from the environment' })
  })

  test.each([
    [{ brokers: ['kafka.example'] }, 'kafka.brokers[0]'],
    [{ brokers: ['https://kafka.example:9093'] }, 'kafka.brokers[0]'],
    [{ brokers: [] }, 'kafka.brokers'],
    [{ brokers, from: [{ topic: 'a b', format: 'order' }] }, 'kafka.from[0].topic'],
    [{ brokers, from: [{ topic: 'a', format: 'avro' }] }, 'kafka.from[0].format'],
    [{ brokers, from: [{ topic: 'a', format: 'async_events' }] }, 'kafka.from[0].event'],
    [{ brokers, from: [1, 2].map(() => ({ topic: 'a', format: 'order' })) }, 'kafka.from'],
    [{ brokers, to: { topic: 'a', events: ['order.paid'] } }, 'kafka.to.events[0]'],
  ])('%j is refused at its place', (kafka, place) => {
    expect(mistakeOf(kafka)).toContain(`stores[0].${place}`)
  })

  test.each(['[2001:470::1]:9092', '10.0.0.5:9092', 'b-1.msk.eu-central-1.example:9096'])('%s is a broker', broker => {
    expect(mistakeOf({ brokers: [broker] })).toBe('none')
  })
})
