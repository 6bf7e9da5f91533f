import { afterEach, describe, expect, it } from 'vitest'
import { sampleOrder } from '../unit/sample-order.ts'
import { useCompany } from './sap-b1-connector-company.ts'

const company = useCompany()
afterEach(() => company().b1.faults.clear())

const logins = () => company().sent.filter(({ url }) => url.endsWith('/Login')).length
const look = () => company().erp.findItems(['S-001'])

describe('the session', () => {
  it('is made once for calls at the same time, and shared by connectors of the same user', async () => {
    const { b1, connect, sent } = company()
    b1.sessions.clear()
    sent.length = 0
    const other = connect()
    await Promise.all([look(), look(), other.findItems(['S-002']), other.findItems(['S-003'])])
    expect(logins()).toBe(1)
    await other.close()
    await look()
    expect(logins()).toBe(1)
  })

  it('is made anew when it has expired between two calls', async () => {
    const { clock, sent } = company()
    await look()
    sent.length = 0
    clock.pass(31)
    expect((await look()).size).toBe(1)
    expect(logins()).toBe(1)
  })

  it('that ends in the middle of a write is renewed, and the write is done once', async () => {
    const { b1, erp, place } = company()
    await look()
    b1.faults.add({ kind: 'sessionLost', match: { method: 'POST', path: '/Orders' } })
    const made = await place(sampleOrder(), 'session-1')
    expect((await erp.findSalesDocuments(['session-1'])).get('session-1')).toEqual(made)
    expect(b1.list('Orders')).toHaveLength(1)
  })

  it('gives up after one renewal, without calling it a wrong password', async () => {
    company().b1.faults.add({ kind: 'sessionLost', times: 2 })
    await expect(look()).rejects.toMatchObject({ errorClass: 'transient', code: 'sap-b1:301' })
  })

  it('on a node with old metadata is ended, and another one is tried', async () => {
    const { b1, sent } = company()
    await look()
    sent.length = 0
    b1.faults.add({ kind: 'staleNode407' })
    expect((await look()).size).toBe(1)
    expect(sent.map(({ url }) => url.split('/').at(-1)?.split('?')[0])).toEqual(['Items', 'Logout', 'Login', 'Items'])
  })

  it('with a wrong password is refused by SAP once, and from memory for five minutes', async () => {
    const { connect, clock, sent } = company()
    const wrong = connect({}, { password: 'not-the-password' })
    sent.length = 0
    const refusal = { errorClass: 'auth', code: 'sap-b1:100000027', message: 'Login failed' }
    await expect(wrong.findItems(['S-001'])).rejects.toMatchObject(refusal)
    await expect(wrong.findItems(['S-001'])).rejects.toMatchObject(refusal)
    expect(sent).toHaveLength(1)
    clock.pass(6)
    await expect(wrong.findItems(['S-001'])).rejects.toMatchObject(refusal)
    expect(sent).toHaveLength(2)
  })

  it('is logged out when the last connector closes, however often that is told', async () => {
    const { b1, connect, sent } = company()
    const elsewhere = { url: b1.url.replace('127.0.0.1', 'localhost') }
    const [one, two] = [connect(elsewhere), connect(elsewhere)]
    await one.findItems(['S-001'])
    const alive = b1.sessions.count()
    sent.length = 0
    await one.close()
    await one.close()
    await two.findItems(['S-001'])
    expect(sent.map(({ method }) => method)).toEqual(['GET'])
    await two.close()
    expect(b1.sessions.count()).toBe(alive - 1)
  })

  it('sends log-ins confidentially, and no password anywhere else', async () => {
    const { b1, sent } = company()
    b1.sessions.clear()
    await look()
    for (const request of sent) {
      const holdsPassword = `${request.url}${String(request.body)}`.includes(b1.credentials.password)
      expect(holdsPassword && !request.confidential).toBe(false)
    }
  })
})

describe('reading', () => {
  it('repeats nothing and calls a broken proxy transient', async () => {
    const { b1, sent } = company()
    await look()
    sent.length = 0
    b1.faults.add({ kind: 'html502' })
    await expect(look()).rejects.toMatchObject({ errorClass: 'transient', code: 'sap-b1:502' })
    expect(sent).toHaveLength(1)
  })

  it('goes through all pages although the next link forgets the query', async () => {
    const { connect, place, sent } = company()
    const small = connect({ pageSize: 2 })
    const ids = Array.from({ length: 5 }, (_, index) => `page-${index}`)
    for (const id of ids) await place(sampleOrder(), id)
    sent.length = 0
    expect((await small.findSalesDocuments(ids)).size).toBe(5)
    expect(sent.filter(({ url }) => url.includes('DocEntry%20gt%20'))).toHaveLength(2)
  })
})
