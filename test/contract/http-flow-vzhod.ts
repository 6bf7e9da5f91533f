import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An ERP of the last century, as the flow in test/fixtures/http-flow/vzhod.yaml describes it. It exists in tests only. */
export interface Vzhod {
  readonly url: string
  readonly orders: VzhodOrder[]
  /** What happens to the next order: "drop" takes it and breaks the connection, "busy" refuses it for now. */
  next: 'drop' | 'busy' | 'duplicate' | undefined
  /** Sessions that are over. */
  expire(): void
  readonly logins: () => number
  close(): Promise<void>
}

export interface VzhodOrder {
  readonly key: string
  readonly body: string
  status: 'O' | 'P' | 'Z' | 'S'
  invoices: { no: string; pieces: string; amount: string }[]
}

const xml = (code: number, inside: string): string =>
  `<?xml version="1.0" encoding="windows-1250"?>\n<v:Answer xmlns:v="urn:vzhod" code="${code}">${inside}</v:Answer>`
const tag = (body: string, name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1] ?? ''

export async function startVzhod(): Promise<Vzhod> {
  const orders: VzhodOrder[] = []
  let session = 1
  let logins = 0
  const far: Vzhod = {
    url: '',
    orders,
    next: undefined,
    expire: () => {
      session++
    },
    logins: () => logins,
    close: () => new Promise(resolve => void server.close(() => resolve())),
  }
  const answer = (request: IncomingMessage, body: string, response: ServerResponse): string | undefined => {
    const url = new URL(request.url ?? '/', 'http://vzhod')
    if (url.pathname === '/ws/login') {
      if (tag(body, 'Password') !== 'geslo&amp;1') return xml(5, '<Message>Napačno geslo</Message>')
      logins++
      response.setHeader('set-cookie', [`VZHOD=${session}; Path=/ws; HttpOnly`, 'NODE=a; Path=/'])
      return xml(0, '')
    }
    if (request.headers.cookie !== `VZHOD=${session}; NODE=a`) return xml(-77, '<Message>Seja je potekla</Message>')
    if (url.pathname === '/ws/order' && request.method === 'POST') return take(far, body)
    if (url.pathname === '/ws/orders') {
      const found = orders.filter(order => tag(order.body, 'WebNumber') === url.searchParams.get('webNumber'))
      return xml(0, `<Orders count="${found.length}">${found.map(orderOut).join('')}</Orders>`)
    }
    if (url.pathname === '/ws/changes') return changesPage(orders, url)
    const [, key, , invoice] = /^\/ws\/order\/([^/]+)(\/invoice\/([^/]+))?$/.exec(url.pathname) ?? []
    const order = orders.find(one => one.key === key)
    if (!order) return xml(4, '<Message>Ni naročila</Message>')
    if (invoice === undefined) return xml(0, orderOut(order))
    return xml(0, `<File>${Buffer.from(`%PDF-1.4 ${decodeURIComponent(invoice)}`).toString('base64')}</File>`)
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = answer(request, Buffer.concat(chunks).toString(), response)
    if (text === undefined) return void request.socket.destroy()
    response.setHeader('content-type', 'text/xml')
    // č, š and ž in windows-1250; everything else of these texts is ASCII.
    const codes: Readonly<Record<string, number>> = { č: 0xe8, š: 0x9a, ž: 0x9e }
    response.end(Buffer.from([...text].map(letter => codes[letter] ?? letter.charCodeAt(0))))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo // listening on TCP
  return Object.assign(far, { url: `http://127.0.0.1:${port}/ws` })
}

function take(far: Vzhod, body: string): string | undefined {
  const what = far.next
  far.next = undefined
  if (what === 'busy') return xml(12, '<Message>Baza je zaklenjena</Message>')
  if (what === 'duplicate')
    return xml(9, `<Message>Naročilo že obstaja</Message><Existing>${far.orders[0]?.key}</Existing>`)
  if (/<Code>NI<\/Code>/.test(body)) return xml(31, '<Message>Artikel &lt;NI&gt; ne obstaja &#269;</Message>')
  const order: VzhodOrder = { key: `000${far.orders.length + 1}`, body, status: 'O', invoices: [] }
  far.orders.push(order)
  return what === 'drop' ? undefined : xml(0, `<Order key="${order.key}"><Number>N/${order.key}</Number></Order>`)
}

const amountsOf = (body: string): number[] =>
  [...body.matchAll(/<Amount>(\d+),(\d\d)<\/Amount>/g)].map(([, whole, cents]) => Number(whole) * 100 + Number(cents))

/** 1234567 cents are 12.345,67. */
const money = (cents: number): string =>
  `${Math.floor(cents / 100).toLocaleString('de-DE')},${String(cents % 100).padStart(2, '0')}`

function orderOut({ key, body, status, invoices }: VzhodOrder): string {
  const total = amountsOf(body).reduce((sum, one) => sum + one, 0)
  const codes = [...body.matchAll(/<Code>([^<]*)<\/Code><Pieces>([^<]*)<\/Pieces>/g)]
  const lines = codes.map(([, code, pieces]) => `<Line><Code>${code}</Code><Pieces>${pieces}</Pieces></Line>`).join('')
  const made = invoices.map(
    ({ no, pieces, amount }) =>
      `<Invoice><No>${no}</No><Void>N</Void><Issued>31.01.2026</Issued><Amount>${amount}</Amount><Rows><Row><Kind>T</Kind><Text>hvala</Text></Row><Row><Kind>G</Kind><Code>${codes[0]?.[1]}</Code><Pieces>${pieces}</Pieces></Row></Rows></Invoice>`,
  )
  return `<Order key="${key}"><Number>N/${key}</Number><Remark>${tag(body, 'Remark')}</Remark><Status>${status}</Status><Total>${money(total)}</Total><Lines>${lines}</Lines><Invoices>${made.join('')}</Invoices></Order>`
}

/** Two at a time; the address of the next page is relative. */
function changesPage(orders: readonly VzhodOrder[], url: URL): string {
  const start = Number(url.searchParams.get('start') ?? 0)
  const next = start + 2 < orders.length ? `<Next>changes?start=${start + 2}</Next>` : ''
  return xml(
    0,
    `<Orders>${orders
      .slice(start, start + 2)
      .map(orderOut)
      .join('')}</Orders>${next}`,
  )
}
