/** What the sandbox shop sells, under the shop's own SKUs, for ERPs that call it the same. */

interface Sold {
  readonly code: string
  readonly name: string
  /** Gross, in euro. */
  readonly price: string
  readonly isReduced: boolean
}

/** Prices of the simple products repeat every seven. */
const SIMPLE_PRICES = ['19.9', '0.99', '49', '123.45', '7.99', '1499', '9.99']
const padded = (number: number, digits: number): string => String(number).padStart(digits, '0')

const COLORS = ['Modra', 'Rdeca', 'Crna']
const NUMBERS = Array.from({ length: 30 }, (_, index) => index + 1)
const sold = (code: string, name: string, price: string, isReduced = false): Sold => ({ code, name, price, isReduced })

export const CATALOGUE: readonly Sold[] = [
  ...NUMBERS.map(number =>
    sold(
      `S-${padded(number, 3)}`,
      `Izdelek ${number} šumniki čšž`,
      SIMPLE_PRICES[(number - 1) % SIMPLE_PRICES.length] ?? '10',
      number % 5 === 0,
    ),
  ),
  ...NUMBERS.map(number => sold(`P-${padded(number, 4)}`, `Izdelek P ${number}`, String(10 + number))),
  ...COLORS.map(color => sold(`C-MAJICA-${color}`, `Majica ${color}`, '24.9')),
  ...COLORS.flatMap(color =>
    ['S', 'M', 'L'].map(size => sold(`C-HLACE-${color}-${size}`, `Hlače ${color} ${size}`, '59.9')),
  ),
  sold('S-OPCIJE', 'Izdelek z opcijami', '30'),
  sold('B-PAKET', 'Paket (bundle)', '0'),
  sold('B-FIKSEN', 'Paket s fiksno ceno (bundle)', '105'),
  sold('V-SERVIS', 'Storitev svetovanja (virtual)', '80'),
]
