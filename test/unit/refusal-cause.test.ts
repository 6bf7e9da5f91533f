import { expect, test } from 'vitest'
import { causeOfRefusal } from '../../src/documents/refusal-cause.ts'

test.each([
  ['550 5.1.1 <[address]>: Recipient address rejected: User unknown', 'no_mailbox'],
  ['550-5.1.1 The email account that you tried to reach does not exist.', 'no_mailbox'],
  ['550 No such user here', 'no_mailbox'],
  ['553 5.1.2 We weren’t able to find the recipient domain', 'no_domain'],
  ['556 5.1.10 Recipient address has a null MX', 'no_domain'],
  ['The recipient address has no @.', 'bad_address'],
  ['552 5.2.2 The email account is over quota', 'full'],
  ['452 4.2.2 Mailbox full', 'full'],
  ['552 5.3.4 Message size exceeds fixed limit', 'too_large'],
  ['550 5.2.1 The user you are trying to contact is disabled', 'disabled'],
  ['550 5.7.1 Relay access denied', 'not_trusted'],
  ['550 5.7.26 This mail is unauthenticated', 'not_trusted'],
  ['554 5.7.1 Message rejected as spam', 'content'],
  ['535 5.7.8 Authentication failed', 'log_in'],
  ['554 5.0.0 Transaction failed', 'other'],
  ['', 'other'],
  ['connect ECONNREFUSED 10.0.0.1:25', 'other'],
])('%s is %s', (answer, cause) => {
  expect(causeOfRefusal(answer)).toBe(cause)
})
