import { expect, test } from 'vitest'
import { createWebhookApp } from '../../src/webhooks/app.ts'

const app = createWebhookApp({
  context: () => {
    throw new Error('nothing of a body that is too large may be looked at')
  },
  deliveries: { store: async () => {} },
  fetchAdobeKey: async () => '',
})
const LIMIT = 8 * 1024 * 1024
const post = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) =>
  app.request('/magento/main', { method: 'POST', body, headers, duplex: 'half' } as RequestInit) // duplex: not in this RequestInit

test('a body that says that it is too large is refused before it is read', async () => {
  const unread = new ReadableStream({
    pull() {
      throw new Error('read')
    },
  })
  const answer = await post(unread, { 'content-length': String(LIMIT + 1) })
  expect(answer.status).toBe(413)
  expect(await answer.json()).toEqual({ code: 'too_large', message: `At most ${LIMIT} bytes are taken.` })
})

test('a body that does not say its length is refused when it grows too large', async () => {
  let sent = 0
  const endless = new ReadableStream({
    pull(controller) {
      sent += 1
      controller.enqueue(new Uint8Array(1024 * 1024))
    },
  })
  expect((await post(endless, { 'transfer-encoding': 'chunked' })).status).toBe(413)
  expect(sent).toBeLessThan(12)
})

test('a length that is no number is refused', async () => {
  expect((await post('{}', { 'content-length': 'many' })).status).toBe(413)
})
