import type { Messages } from '../say.tsx'

/** What needs a person. */
export const problems: Messages = {
  'Nothing needs a person': 'Nič ne zahteva ukrepanja',
  '{n, plural, one {# order} other {# orders}}':
    '{n, plural, one {# naročilo} two {# naročili} few {# naročila} other {# naročil}}',
  '{from} to {to}': '{from} – {to}',
  '{n, plural, one {# order of another system} other {# orders of other systems}}':
    '{n, plural, one {# naročilo iz drugega sistema} two {# naročili iz drugih sistemov} few {# naročila iz drugih sistemov} other {# naročil iz drugih sistemov}}',
  'Open {day}': 'Odpri {day}',
  'The problem is closed. If the cause is still there, it comes back.':
    'Težava je zaprta. Če vzrok še obstaja, se vrne.',
  'holds up everything of this connection': 'zadržuje vse na tej povezavi',
  'Try all {n} again': 'Poskusi znova z vsemi {n}',
  'The {n} that wait longest': '{n}, ki čakajo najdlje',
  'Order by order': 'Naročilo za naročilom',
  'with order {number}': 'z naročilom {number}',
  '{orders} {n, plural, one {waits} other {wait}} for it':
    '{orders} {n, plural, one {čaka} two {čakata} few {čakajo} other {čaka}} zaradi tega',
  'has waited for {since}': 'čakanje: {since}',
  'When something sticks, its cause stands here once, with every order that waits for it, and with what to do. It goes away by itself when the cause is gone.':
    'Ko kaj obtiči, je vzrok tu naveden enkrat, z vsemi naročili, ki čakajo zaradi njega, in s tem, kaj storiti. Ko vzroka ni več, izgine sam.',
  Over: 'Končane',
  'Pages of problems that are over': 'Strani končanih težav',
  'There is no such problem in your stores.': 'Te težave v vaših trgovinah ni.',
  'The problem is over already; nothing waits for it.': 'Težava je že odpravljena; nič več ne čaka zaradi nje.',
  '{n, plural, one {# order is} other {# orders are}} tried again. If the cause is still there, the problem comes back.':
    'Znova se {n, plural, one {obdeluje # naročilo} two {obdelujeta # naročili} few {obdelujejo # naročila} other {obdeluje # naročil}}. Če vzrok še obstaja, se težava vrne.',
}
