import { malformed, refuse } from './b1-error.ts'
import type { Company, Entity, Work } from './company.ts'
import type { FindUserField, UserField } from './entities.ts'

/** User-defined fields: created through UserFieldsMD, then part of every entity of their table. */

/** All marketing documents share one definition, whichever table it was created on. */
const DOCUMENT_TABLES = ['OQUT', 'ORDR', 'ODLN', 'OINV', 'ORIN', 'ORDN', 'ODPI', 'ODRF', 'OPOR']
const LINE_TABLES = ['QUT1', 'RDR1', 'DLN1', 'INV1', 'RIN1', 'RDN1', 'DPI1', 'DRF1', 'POR1']
const TABLES: Readonly<Record<string, readonly string[]>> = {
  Document: DOCUMENT_TABLES,
  DocumentLine: LINE_TABLES,
  BusinessPartner: ['OCRD'],
  BPAddress: ['CRD1'],
  ContactEmployee: ['OCPR'],
  Item: ['OITM'],
  Payment: ['ORCT'],
}
const KINDS: Readonly<Record<string, UserField['kind']>> = {
  db_Alpha: 'Edm.String',
  db_Memo: 'Edm.String',
  db_Numeric: 'Edm.Int32',
  db_Float: 'Edm.Double',
  db_Date: 'Edm.DateTime',
}

interface StoredField extends Entity {
  readonly TableName: string
  readonly Name: string
  readonly Type: string
  readonly Size: number
  readonly $visibleFrom: number
}

/** @returns how to find a user field; one that is younger than the workers' metadata is not found yet. */
export function userFieldsOf(company: Company): FindUserField {
  return (typeName, property) => {
    const tables = TABLES[typeName]
    if (!tables) return undefined
    const now = company.clock.now().getTime()
    const field = company.journal
      .list<StoredField>('UserFieldsMD')
      .find(candidate => tables.includes(candidate.TableName) && `U_${candidate.Name}` === property)
    if (!field || field.$visibleFrom > now) return undefined
    return { kind: KINDS[field.Type] ?? 'Edm.String', size: field.Type === 'db_Alpha' ? field.Size : 64_000 }
  }
}

/** POST /UserFieldsMD. A second field of the same name in the same family of tables is refused. */
export function createUserField(work: Work, body: Entity): Entity {
  const { TableName: table, Name: name, Type: type = 'db_Alpha' } = body
  const family = Object.values(TABLES).find(tables => tables.includes(String(table)))
  if (!family) return malformed(`Table '${String(table).slice(0, 20)}' has no user fields`)
  if (typeof name !== 'string' || !/^[A-Za-z0-9_]{1,50}$/.test(name)) return malformed('Field name is not valid')
  if (typeof type !== 'string' || !KINDS[type]) return malformed('Field type is not valid')
  const fields = work.list<StoredField>('UserFieldsMD')
  if (fields.some(field => family.includes(field.TableName) && field.Name === name)) {
    return refuse(-2035, 'This entry already exists in the following tables (ODBC -2035)')
  }
  const size = typeof body.Size === 'number' ? body.Size : 10
  return {
    TableName: table,
    FieldID: fields.filter(field => field.TableName === table).length,
    Name: name,
    Type: type,
    SubType: body.SubType ?? 'st_None',
    Size: size,
    EditSize: body.EditSize ?? size,
    Description: body.Description ?? name,
    DefaultValue: body.DefaultValue ?? null,
    LinkedTable: null,
    Mandatory: body.Mandatory ?? 'tNO',
    $visibleFrom: work.company.clock.now().getTime() + work.company.udfDelayMs,
  }
}
