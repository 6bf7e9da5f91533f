import type { Messages } from '../say.tsx'

/** Why a record of Kafka told of nothing. */
export const toldRecords: Messages = {
  'The record is empty.': 'Zapis je prazen.',
  'The record is larger than 8 MiB. The next poll reads what it was about.':
    'Zapis je večji od 8 MiB. Naslednja poizvedba prebere, za kaj je šlo.',
  'The record is nested deeper than 64 levels. The next poll reads what it was about.':
    'Zapis je gnezden globlje od 64 ravni. Naslednja poizvedba prebere, za kaj je šlo.',
  'The record is not JSON. The next poll reads what it was about.':
    'Zapis ni JSON. Naslednja poizvedba prebere, za kaj je šlo.',
  'The record has no entity_id of an order at "{place}".': 'Zapis na mestu "{place}" nima polja entity_id naročila.',
  'The record has no key of a document at "{place}".': 'Zapis na mestu "{place}" nima ključa dokumenta.',
  'The record has no key of a sales document at "{place}".':
    'Zapis na mestu "{place}" nima ključa prodajnega dokumenta.',
  'The record says no kind of document that is followed at "{place}".':
    'Zapis na mestu "{place}" ne pove vrste dokumenta, ki se spremlja.',
  'Connection {connection} does not belong to this store any more.':
    'Povezava {connection} ne pripada več tej trgovini.',
  'Topic {topic} is not configured any more.': 'Tema {topic} ni več nastavljena.',
}
