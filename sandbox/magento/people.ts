/** Made-up people; the e-mail addresses are in a domain that nobody can own (RFC 2606). */
export interface Person {
  readonly firstname: string
  readonly lastname: string
  readonly company?: string
  readonly vat_id?: string
  readonly street: readonly string[]
  readonly postcode: string
  readonly city: string
  readonly country_id: string
  readonly telephone: string
}

const person = (
  country_id: string,
  name: string,
  street: string,
  postcode: string,
  city: string,
  telephone: string,
  firm?: { company: string; vat_id: string },
): Person => {
  const [firstname = '', ...rest] = name.split(' ')
  return { firstname, lastname: rest.join(' '), street: [street], postcode, city, country_id, telephone, ...firm }
}

export const PEOPLE: readonly Person[] = [
  person('SI', 'Maja Kranjc', 'Prešernova ulica 14', '4000', 'Kranj', '+386 31 555 101'),
  person('SI', 'Luka Zupančič', 'Cesta na Brdo 85', '1000', 'Ljubljana', '+386 40 555 102'),
  person('SI', 'Špela Žagar', 'Partizanska cesta 3a', '2000', 'Maribor', '+386 41 555 103'),
  person('SI', 'Jože Petek', 'Glavni trg 9', '8000', 'Novo mesto', '+386 51 555 104'),
  person('SI', 'Tina Vidmar', 'Ulica 15. maja 12', '6000', 'Koper', '+386 30 555 105'),
  person('SI', 'Andrej Golob', 'Mariborska cesta 77', '3000', 'Celje', '+386 70 555 106'),
  person('SI', 'Nina Hribar', 'Tavčarjeva 2', '1310', 'Ribnica', '+386 41 555 107'),
  person('SI', 'Matic Šuštar', 'Na klancu 4', '5000', 'Nova Gorica', '+386 68 555 108'),
  person('SI', 'Mateja Oblak', 'Obrtniška 21', '1241', 'Kamnik', '01 555 11 09', {
    company: 'Oblak Pohištvo d.o.o.',
    vat_id: 'SI10000019',
  }),
  person('SI', 'Rok Bizjak', 'Industrijska cesta 5', '5290', 'Šempeter', '05 555 11 10', {
    company: 'Bizjak & Hči d.n.o.',
    vat_id: 'SI10000027',
  }),
  person('SI', 'Barbara Kos', 'Dunajska cesta 150', '1000', 'Ljubljana', '01 555 11 11', {
    company: 'Čebelica, zadruga z.o.o.',
    vat_id: 'SI10000035',
  }),
  person('DE', 'Jürgen Bäcker', 'Gänsemarkt 21', '20354', 'Hamburg', '+49 40 5550112'),
  person('DE', 'Lena Groß', 'Königstraße 7', '70173', 'Stuttgart', '+49 711 5550113'),
  person('DE', 'Sören Weißmüller', 'Am Kanal 3', '14467', 'Potsdam', '+49 331 5550114'),
  person('IT', 'Chiara De Luca', 'Via Roma 18', '34121', 'Trieste', '+39 040 5550115'),
  person('IT', 'Niccolò Perché', 'Corso Italia 2', '33100', 'Udine', '+39 0432 5550116'),
]

const ascii = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')

/** @param number makes it unique; without one it is the address that the person comes back with. */
export const emailOf = ({ firstname, lastname }: Person, number?: number): string =>
  `${ascii(firstname)}.${ascii(lastname)}${number === undefined ? '' : `.${number}`}@example.com`
