import type { Messages } from '../say.tsx'

/** The frame of every page. */
export const shell: Messages = {
  Home: 'Übersicht',
  Orders: 'Bestellungen',
  Problems: 'Probleme',
  Documents: 'Belege',
  Ledger: 'Tagesbuch',
  Drift: 'Abweichungen',
  Runs: 'Läufe',
  Connections: 'Verbindungen',
  Audit: 'Protokoll',
  Main: 'Hauptmenü',
  'Sign out': 'Abmelden',
  'Skip to content': 'Zum Inhalt springen',
  '{count} open': '{count} offen',
}
