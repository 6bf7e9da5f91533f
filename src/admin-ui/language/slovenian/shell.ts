import type { Messages } from '../say.tsx'

/** The frame of every page. */
export const shell: Messages = {
  Home: 'Pregled',
  Orders: 'Naročila',
  Problems: 'Težave',
  Documents: 'Dokumenti',
  Ledger: 'Dnevna knjiga',
  Drift: 'Odstopanja',
  Runs: 'Zagoni',
  Connections: 'Povezave',
  Audit: 'Revizijska sled',
  Main: 'Glavni meni',
  'Sign out': 'Odjava',
  'Skip to content': 'Preskoči na vsebino',
  '{count} open': 'odprtih: {count}',
}
