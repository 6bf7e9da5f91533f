import type { Messages } from '../say.tsx'

/** What runs count. */
export const runCounts: Messages = {
  '{n} read': 'prebrano: {n}',
  '{n} new': 'novo: {n}',
  '{n, plural, one {# gap} other {# gaps}}':
    '{n, plural, one {# vrzel} two {# vrzeli} few {# vrzeli} other {# vrzeli}}',
  '{n} left': 'preostalo: {n}',
  '{n, plural, one {# view} other {# views}}':
    '{n, plural, one {# pogled} two {# pogleda} few {# pogledi} other {# pogledov}}',
  '{n} missed': 'zgrešeno: {n}',
  '{n} read again': 'znova prebrano: {n}',
  '{n} open': 'odprto: {n}',
  '{n} released': 'sproščeno: {n}',
  '{n} found': 'najdeno: {n}',
  '{n} gone': 'odpravljeno: {n}',
  '{n} unheard': 'nesporočeno: {n}',
  '{n} healed': 'nadoknadeno: {n}',
  '{n, plural, one {# day} other {# days}} closed':
    'zaključeno: {n, plural, one {# dan} two {# dneva} few {# dnevi} other {# dni}}',
  '{n, plural, one {# closed day} other {# closed days}} changed':
    'spremenjeno: {n, plural, one {# zaključen dan} two {# zaključena dneva} few {# zaključeni dnevi} other {# zaključenih dni}}',
  '{n} subscribed': 'prijavljeno: {n}',
  '{n} planned': 'načrtovano: {n}',
  '{n} failed': 'neuspelo: {n}',
  '{n} acknowledged again': 'znova potrjeno: {n}',
  '{n} corrected in the ERP': 'popravljeno v ERP-ju: {n}',
  '{n} ended': 'končano: {n}',
  '{n, plural, one {# mail} other {# mails}}':
    '{n, plural, one {# sporočilo} two {# sporočili} few {# sporočila} other {# sporočil}}',
  '{n, plural, one {# problem} other {# problems}} told':
    'sporočeno: {n, plural, one {# težava} two {# težavi} few {# težave} other {# težav}}',
  '{n} over': 'mimo: {n}',
  '{n, plural, one {# old key} other {# old keys}}':
    '{n, plural, one {# star ključ} two {# stara ključa} few {# stari ključi} other {# starih ključev}}',
  '{n, plural, one {# old run} other {# old runs}}':
    '{n, plural, one {# star zagon} two {# stara zagona} few {# stari zagoni} other {# starih zagonov}}',
  '{n, plural, one {# month} other {# months}} made':
    'ustvarjeno: {n, plural, one {# mesec} two {# meseca} few {# meseci} other {# mesecev}}',
  '{n, plural, one {# month} other {# months}} dropped':
    'izbrisano: {n, plural, one {# mesec} two {# meseca} few {# meseci} other {# mesecev}}',
  '{n, plural, one {# old request} other {# old requests}}':
    '{n, plural, one {# star zahtevek} two {# stara zahtevka} few {# stari zahtevki} other {# starih zahtevkov}}',
  '{n, plural, one {# old message} other {# old messages}} heard':
    'slišano: {n, plural, one {# staro sporočilo} two {# stari sporočili} few {# stara sporočila} other {# starih sporočil}}',
}
