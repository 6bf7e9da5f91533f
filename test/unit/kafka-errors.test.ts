import { expect, test } from 'vitest'
import { kafkaError } from '../../src/outbound/kafka-errors.ts'

/** As the library throws: what happened lies behind the number of tries. */
const thrown = (name: string, type?: string) =>
  Object.assign(new Error('given up'), {
    name: 'KafkaJSNumberOfRetriesExceeded',
    cause: Object.assign(new Error('why'), { name, type }),
  })

test.each([
  ['no connection was made', thrown('KafkaJSConnectionError'), false, 'transient', 'kafka:no_answer'],
  [
    'the connection broke after it was sent',
    thrown('KafkaJSConnectionClosedError'),
    true,
    'unknown',
    'kafka:no_answer',
  ],
  ['no answer in time', thrown('KafkaJSRequestTimeoutError'), true, 'unknown', 'kafka:no_answer'],
  ['the log-in is refused', thrown('KafkaJSSASLAuthenticationError'), false, 'auth', 'kafka:refused'],
  [
    'we may not write there',
    thrown('KafkaJSProtocolError', 'TOPIC_AUTHORIZATION_FAILED'),
    true,
    'auth',
    'kafka:refused',
  ],
  [
    'there is no such topic',
    thrown('KafkaJSProtocolError', 'UNKNOWN_TOPIC_OR_PARTITION'),
    true,
    'auth',
    'kafka:not_ready',
  ],
  ['it is too large', thrown('KafkaJSProtocolError', 'MESSAGE_TOO_LARGE'), true, 'permanent', 'kafka:not_taken'],
])('%s', (_what, error, sent, errorClass, code) => {
  expect(kafkaError(error, sent)).toMatchObject({ errorClass, code })
})
