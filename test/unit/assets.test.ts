import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createAssets } from '../../src/admin-ui/assets.ts'
import { readAssets } from '../../src/admin-ui/read-assets.ts'

test("the page's files go out compressed to whoever takes that, and are the same", async () => {
  const texts = readAssets()
  const { url, routes } = createAssets(texts, text => gzipSync(text))
  const ask = (encodings: string) =>
    routes.request(url('style.css').replace('/admin/assets', ''), { headers: { 'accept-encoding': encodings } })
  for (const [encodings, expected] of [
    ['gzip, deflate, br', 'gzip'],
    ['gzip;q=0.5', 'gzip'],
    ['gzip;q=0', null],
    ['identity', null],
  ] as const) {
    const answer = await ask(encodings)
    expect(answer.headers.get('content-encoding'), encodings).toBe(expected)
    expect(answer.headers.get('vary')).toBe('Accept-Encoding')
    const body = Buffer.from(await answer.arrayBuffer())
    expect((expected === null ? body : gunzipSync(body)).toString()).toBe(texts['style.css'])
  }
})
