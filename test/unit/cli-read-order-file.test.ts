import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readOrderFile } from '../../src/cli/read-order-file.ts'
import { UserError } from '../../src/domain/errors.ts'

const folder = mkdtempSync(join(tmpdir(), 'orderbridge-order-file-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (content: string | Uint8Array): string => {
  const path = join(folder, 'order.json')
  writeFileSync(path, content)
  return path
}
const ORDER = { increment_id: '000000001', items: [{ sku: 'S-001' }] }

describe('an order file', () => {
  it.each([
    ['the order itself', ORDER],
    ['a list of REST with one order', { items: [ORDER], total_count: 1 }],
    ['an array with one order', [ORDER]],
  ])('may be %s', async (_, content) => {
    expect(await readOrderFile(file(JSON.stringify(content)))).toEqual(ORDER)
  })

  it('may begin with a byte order mark', async () => {
    expect(await readOrderFile(file(`\uFEFF${JSON.stringify(ORDER)}`))).toEqual(ORDER)
  })

  it.each([
    ['half of one', '{"increment_id": ', 'is not JSON'],
    ['not text', new Uint8Array([0x7b, 0xff, 0x7d]), 'is not JSON'],
    ['empty', '', 'is not JSON'],
    ['something else', '{"name":"x"}', 'holds no Magento order'],
    ['a number', '7', 'holds no Magento order'],
    ['an empty list', '{"items":[]}', 'holds no Magento order'],
    ['a list of two', '{"items":[{"increment_id":"1"},{"increment_id":"2"}]}', 'holds a list of 2'],
    ['a list of products', '{"items":[{"sku":"S-001"}]}', 'what is in it is not a Magento order'],
  ])('that is %s is refused with a sentence', async (_, content, sentence) => {
    const refused = readOrderFile(file(content))
    await expect(refused).rejects.toThrow(UserError)
    await expect(refused).rejects.toThrow(sentence)
  })

  it('has to be there and to be a file', async () => {
    await expect(readOrderFile(join(folder, 'none.json'))).rejects.toThrow('There is no file')
    await expect(readOrderFile(folder)).rejects.toThrow('There is no file')
  })
})
