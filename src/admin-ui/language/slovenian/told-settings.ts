import type { Messages } from '../say.tsx'

/** Settings that are changed on the page, and alerts by mail. */
export const toldSettings: Messages = {
  'The code "{code}" is there twice. Keep one of the rows.':
    'Šifra »{code}« je vpisana dvakrat. Obdržite eno od vrstic.',
  'Somebody changed the settings of {what} in the meantime: active is version {active}, and you filled in version {filled}. Load the page again.':
    'Nekdo je medtem spremenil nastavitve {what}: velja različica {active}, izpolnili ste različico {filled}. Naložite stran znova.',
  'Somebody changed the settings of {what} in the meantime. Load the page again.':
    'Nekdo je medtem spremenil nastavitve {what}. Naložite stran znova.',
  'Say why: whoever looks later will want to know.': 'Napišite zakaj: kdor bo gledal pozneje, bo to želel vedeti.',
  'Connection {name} has no mapping "{table}".': 'Povezava {name} nima preslikave »{table}«.',
  '"{field}" is not changed on this page.': '»{field}« se ne spreminja na tej strani.',
  'These settings cannot be used for {what}: {mistakes}. Nothing was changed.':
    'Teh nastavitev za {what} ni mogoče uporabiti: {mistakes}. Nič ni bilo spremenjeno.',
  'Tell of problems by mail': 'Obvesti o težavah po e-pošti',
  '{n} mails': '{n} sporočil',
  '{n} told': '{n} sporočeno',
  '{n} over': '{n} končano',
  'The alert was mailed.': 'Obvestilo je bilo poslano.',
}
