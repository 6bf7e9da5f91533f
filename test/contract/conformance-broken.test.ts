import { describe, expect, it } from 'vitest'
import { add, amount } from '../../src/domain/amount.ts'
import { RemoteError } from '../../src/domain/errors.ts'
import type { ErpChange } from '../../src/domain/fulfilment.ts'
import type { Bench, Harness } from '../../src/erp/conformance/bench.ts'
import { leftOutBecause, runCase, suites } from '../../src/erp/conformance/suites.ts'
import type { ErpConnector } from '../../src/erp/connector.ts'
import { sapB1Harness } from './conformance-sap-b1.ts'

/** Connectors that break one promise each: the kit has to notice every one of them, by the obligation that it breaks. */

type Break = (erp: ErpConnector, bench: () => Bench) => Partial<ErpConnector>

const broken: Readonly<Record<string, readonly [obligation: string, breaks: Break]>> = {
  'finds cancelled documents too': [
    'look-up before create',
    erp => ({
      findSalesDocuments: async keys => {
        const live = new Map(await erp.findSalesDocuments(keys))
        const all = await erp.readSalesDocuments(Array.from({ length: 20 }, (_, index) => String(index + 1)))
        for (const one of all) if (keys.includes(one.orderbridgeId ?? '')) live.set(one.orderbridgeId ?? '', one)
        return live
      },
    }),
  ],
  'looks for one key after the other': [
    'look-up before create',
    erp => ({
      findSalesDocuments: async keys => {
        const found = await Promise.all(keys.map(key => erp.findSalesDocuments([key])))
        return new Map(found.flatMap(one => [...one]))
      },
    }),
  ],
  'calls a lost answer transient': [
    'unknown outcome and adoption',
    erp => ({ createSalesDocument: request => reclassified(erp.createSalesDocument(request), 'unknown', 'transient') }),
  ],
  'sends a write again by itself when the answer is lost': [
    'unknown outcome and adoption',
    erp => ({
      createSalesDocument: request =>
        erp.createSalesDocument(request).catch((error: unknown) => {
          if (error instanceof RemoteError && error.errorClass === 'unknown') return erp.createSalesDocument(request)
          throw error
        }),
    }),
  ],
  'says that a refused connection may have written': [
    'unknown outcome and adoption',
    erp => ({ createSalesDocument: request => reclassified(erp.createSalesDocument(request), 'transient', 'unknown') }),
  ],
  'plans a cent too much': [
    'amounts to the cent',
    erp => ({
      planSalesDocument: async input => {
        const plan = await erp.planSalesDocument(input)
        return { ...plan, expectedTotal: add(plan.expectedTotal, amount('0.01')) }
      },
    }),
  ],
  'writes the day of our own clock': [
    'dates and summer time',
    (erp, bench) => ({
      planSalesDocument: input =>
        erp.planSalesDocument({ ...input, documentDate: bench().clock.now().toISOString().slice(0, 10) }),
    }),
  ],
  'reads changes without an overlap': [
    'dates and summer time',
    erp => ({
      readChanges: async (cursor, since) => {
        const { changes } = await erp.readChanges(undefined, since)
        const momentOf = ({ version }: ErpChange) => version.split('@')[1] ?? ''
        const news = changes.filter(change => momentOf(change) > (cursor ?? ''))
        return { changes: news, cursor: changes.map(momentOf).sort().at(-1) ?? cursor ?? '' }
      },
    }),
  ],
  'cuts the reading of changes after the first page': [
    'reading changes',
    erp => ({
      readChanges: async (...input) => {
        const answer = await erp.readChanges(...input)
        return { ...answer, changes: answer.changes.slice(0, 2) }
      },
    }),
  ],
  'gives every reading another version': [
    'reading changes',
    erp => {
      let reads = 0
      return {
        readChanges: async (...input) => {
          const answer = await erp.readChanges(...input)
          reads += 1
          return { ...answer, changes: answer.changes.map(one => ({ ...one, version: `${one.version}#${reads}` })) }
        },
      }
    },
  ],
  'traces lines to the wrong line of the order': [
    'follow-ups',
    erp => ({
      readFollowUps: async (...input) => {
        const read = await erp.readFollowUps(...input)
        return read.map(one => ({ ...one, lines: one.lines.map(line => ({ ...line, erpLine: 0 })) }))
      },
    }),
  ],
  'hides that a follow-up was cancelled': [
    'follow-ups',
    erp => ({
      readFollowUps: async (...input) => (await erp.readFollowUps(...input)).map(one => ({ ...one, canceled: false })),
    }),
  ],
  'throws what it has caught': [
    'failures and their classes',
    erp => ({
      findItems: codes =>
        erp.findItems(codes).catch((error: unknown) => {
          throw new Error(String(error))
        }),
    }),
  ],
  'takes a page for an empty answer': [
    'failures and their classes',
    erp => ({
      findSalesDocuments: keys =>
        erp.findSalesDocuments(keys).catch((error: unknown) => {
          if (error instanceof RemoteError && error.code.endsWith('unreadable')) return new Map()
          throw error
        }),
    }),
  ],
  'shows whose order it was': [
    'writing sales documents',
    erp => ({
      createSalesDocument: request =>
        erp.createSalesDocument(request).catch((error: unknown) => {
          if (!(error instanceof RemoteError)) throw error
          const { errorClass, code } = error
          throw new RemoteError({ errorClass, code, message: `${error.message} ${JSON.stringify(request.body)}` })
        }),
    }),
  ],
  'throws away leading zeros': [
    'items',
    erp => ({
      findItems: async codes => {
        const found = await erp.findItems([...codes, ...codes.map(code => code.padStart(code.length + 1, '0'))])
        return new Map([...found].map(([code, item]) => [code.replace(/^0+/, ''), item]))
      },
    }),
  ],
  'makes a new customer every time': [
    'customers',
    erp => {
      let made = 0
      return {
        createSubject: subject => {
          made += 1
          return erp.createSubject({ ...subject, key: `${subject.key}-${made}` })
        },
      }
    },
  ],
  'cuts texts in the middle of a character': [
    'texts',
    erp => ({
      planSalesDocument: async input => {
        const plan = await erp.planSalesDocument(input)
        const Comments = (input.order.customerNote ?? '').slice(0, 200)
        return { ...plan, request: { ...plan.request, body: { ...(plan.request.body as object), Comments } } } // B1's bodies are objects
      },
    }),
  ],
  'plans by the clock': [
    'plans are pure',
    (erp, bench) => ({
      planSalesDocument: async input => {
        const plan = await erp.planSalesDocument(input)
        return { ...plan, warnings: [bench().clock.now().toISOString()] }
      },
    }),
  ],
  'remembers cursors only in itself': [
    'reading changes',
    erp => {
      const own = new Map<string, string>()
      return {
        readChanges: async (cursor, since, until) => {
          if (cursor !== undefined && !own.has(cursor)) return { changes: [], cursor }
          const answer = await erp.readChanges(own.get(cursor ?? ''), since, until)
          own.set(String(own.size), answer.cursor ?? '')
          return { ...answer, cursor: String(own.size - 1) }
        },
      }
    },
  ],
  'throws when it is asked how it is': [
    'diagnosis',
    erp => ({
      diagnose: async options => {
        const findings = await erp.diagnose(options)
        const wrong = findings.find(({ ok }) => !ok)
        if (wrong) throw new Error(wrong.detail)
        return findings
      },
    }),
  ],
  'closes for everybody': [
    'no state that matters',
    erp => {
      let closed = 0
      return {
        close: async () => {
          closed += 1
          if (closed > 1) throw new Error('closed already')
          await erp.close()
        },
      }
    },
  ],
  'cancels what is cancelled': [
    'cancelling',
    erp => ({
      cancelSalesDocument: async id => {
        const answer = await erp.cancelSalesDocument(id)
        return answer.outcome === 'already' ? { outcome: 'canceled' } : answer
      },
    }),
  ],
  'hands out an empty file in place of none': [
    'PDFs of follow-ups',
    erp => ({ fetchDocument: async (kind, id) => (await erp.fetchDocument(kind, id)) ?? new Uint8Array() }),
  ],
  'takes a draft for an order': [
    'approvals inside the ERP',
    erp => ({
      createSalesDocument: async request => ({ ...(await erp.createSalesDocument(request)), state: 'open' }),
    }),
  ],
  'looks for payments by the beginning of their key': [
    'payments',
    erp => ({
      payments: {
        create: input => erp.payments?.create(input) ?? missing(),
        find: async key => await erp.payments?.find(/^[\w-]*?\d/.exec(key)?.[0] ?? key),
      },
    }),
  ],
  'forgets the second page of the catalogue and calls it complete': [
    'catalogue',
    erp => ({
      catalog: {
        ...(erp.catalog ?? missing()),
        readItems: async from => {
          const { next: _, ...page } = await (erp.catalog ?? missing()).readItems(from)
          return page
        },
      },
    }),
  ],
  'offers a code twice': [
    'codes of the mapping',
    erp => ({
      codes: {
        lists: erp.codes?.lists ?? missing(),
        list: async list => {
          const found = (await erp.codes?.list(list)) ?? missing()
          return [...found, ...found.slice(0, 1)]
        },
      },
    }),
  ],
  'keeps quiet about an edited key': ['plans are pure', () => ({ reviewRequest: () => ({}) })],
  'believes every callback': [
    'callbacks',
    () => ({ callbacks: { parse: () => ({ kind: 'changes', changes: [] }), subscribe: async () => true } }),
  ],
  'refunds as often as it is asked': [
    'refunds',
    erp => {
      let times = 0
      return {
        refunds: {
          find: async () => undefined,
          create: async input => {
            times += 1
            return (await erp.refunds?.create({ ...input, key: `${input.key}-${times}` })) ?? missing()
          },
        },
      }
    },
  ],
}

const missing = (): never => {
  throw new Error('the connector under the broken one has no such part')
}

function reclassified<T>(call: Promise<T>, from: string, to: 'transient' | 'unknown'): Promise<T> {
  return call.catch((error: unknown) => {
    if (!(error instanceof RemoteError) || error.errorClass !== from) throw error
    throw new RemoteError({ errorClass: to, code: error.code, message: error.message })
  })
}

function harnessOf(breaks: Break): Harness {
  return {
    lacks: sapB1Harness.lacks,
    open: async () => {
      const whole = await sapB1Harness.open()
      const worse = (erp: ErpConnector): ErpConnector => ({ ...erp, ...breaks(erp, () => whole) })
      return { ...whole, erp: worse(whole.erp), connect: as => worse(whole.connect(as)) }
    },
  }
}

/** @returns the first case that fails. */
async function noticedBy(obligation: string, harness: Harness): Promise<string | undefined> {
  for (const one of suites.find(suite => suite.obligation === obligation)?.cases ?? []) {
    if (leftOutBecause(one, harness) !== undefined) continue
    const failed = await runCase(harness, one).then(
      () => false,
      () => true,
    )
    if (failed) return one.name
  }
  return undefined
}

describe('the conformance kit notices a connector that', () => {
  it.each(Object.entries(broken))('%s', async (_, [obligation, breaks]) => {
    expect(await noticedBy(obligation, harnessOf(breaks))).toBeDefined()
  })
})
