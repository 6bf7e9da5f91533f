import type { ShippedStart } from '../../domain/start-fields.ts'
import { text as netsuite } from './shipped/netsuite.ts'
import { text as s4hana } from './shipped/s4hana.ts'

/** ERPs for which a flow is written already. What is different in every company is marked in its text. */
export const shippedFlows: readonly ShippedStart[] = [
  {
    id: 's4hana',
    label: 'SAP S/4HANA',
    about: {
      en: 'Cloud or on-premise, by its OData services: a flow from public documentation, not yet tried on a live system.',
      de: 'Cloud oder On-Premise, über die OData-Services: ein Flow nach öffentlicher Dokumentation, noch an keinem echten System erprobt.',
      sl: 'V oblaku ali pri vas, prek storitev OData: tok po javni dokumentaciji, še ne preizkušen na pravem sistemu.',
    },
    code: 's4hana',
    text: s4hana,
  },
  {
    id: 'netsuite',
    label: 'Oracle NetSuite',
    about: {
      en: 'By its REST records, SuiteQL and one RESTlet: a flow from public documentation, not yet tried on a live account.',
      de: 'Über REST Records, SuiteQL und ein RESTlet: ein Flow nach öffentlicher Dokumentation, noch an keinem echten Konto erprobt.',
      sl: 'Prek zapisov REST, SuiteQL in enega RESTleta: tok po javni dokumentaciji, še ne preizkušen na pravem računu.',
    },
    code: 'netsuite',
    text: netsuite,
  },
]
