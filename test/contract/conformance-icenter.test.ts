import { icenterHarness } from './conformance-icenter.ts'
import { testConformance } from './conformance-run.ts'

// A book without any order is not believed to be empty (find-orders.ts); each site says here how its orders are found.
testConformance('icenter', icenterHarness({ variants: {}, settings: { lookUp: 'order_reference' } }))

testConformance(
  'icenter on a site that answers nothing by reference and is odd in other ways',
  icenterHarness({
    variants: {
      orderStatusAnswers: false,
      keyElement: 'Key',
      orderKeyNames: ['Leto', 'Knjiga', 'Stevilka'],
      missingOrder: '404',
      missingDocument: '204',
      rejection: '200',
      elementOrderStrict: true,
      unauthorizedBody: 'none',
      referenceStyle: 'VNK-2026-000512',
      answerBom: false,
      documentIds: 'number',
    },
    settings: { lookUp: 'number_walk', walk: { from: 501 } },
    priceVariants: [''],
    lacks: {
      'changes by time': 'nothing is listed by time: the latest orders are read each time',
      'news of cancelled follow-ups': 'an order names no cancelled document; the daily comparison finds it',
    },
  }),
  [],
)
