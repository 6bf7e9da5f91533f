import type { Messages } from '../say.tsx'

/** Why a record of Kafka told of nothing. */
export const toldRecords: Messages = {
  'The record is empty.': 'Der Datensatz ist leer.',
  'The record is larger than 8 MiB. The next poll reads what it was about.':
    'Der Datensatz ist größer als 8 MiB. Die nächste Abfrage liest, worum es ging.',
  'The record is nested deeper than 64 levels. The next poll reads what it was about.':
    'Der Datensatz ist tiefer als 64 Ebenen verschachtelt. Die nächste Abfrage liest, worum es ging.',
  'The record is not JSON. The next poll reads what it was about.':
    'Der Datensatz ist kein JSON. Die nächste Abfrage liest, worum es ging.',
  'The record has no entity_id of an order at "{place}".':
    'Der Datensatz hat unter "{place}" keine entity_id einer Bestellung.',
  'The record has no key of a document at "{place}".':
    'Der Datensatz hat unter "{place}" keinen Schlüssel eines Belegs.',
  'The record has no key of a sales document at "{place}".':
    'Der Datensatz hat unter "{place}" keinen Schlüssel eines Auftrags.',
  'The record says no kind of document that is followed at "{place}".':
    'Der Datensatz nennt unter "{place}" keine Art von Beleg, der gefolgt wird.',
  'Connection {connection} does not belong to this store any more.':
    'Die Verbindung {connection} gehört nicht mehr zu diesem Shop.',
  'Topic {topic} is not configured any more.': 'Das Topic {topic} ist nicht mehr eingerichtet.',
}
