import type { Messages } from '../say.tsx'

/** From a connected store to its first order. */
export const firstRun: Messages = {
  'Changed settings': 'Einstellungen geändert',
  'Started sending': 'Senden begonnen',
  'A Magento with the companion module connects itself by a code. It sends nothing before its first run is gone through, step by step, on this page.':
    'Ein Magento mit dem Begleitmodul verbindet sich selbst über einen Code. Es wird nichts gesendet, bevor der erste Lauf hier Schritt für Schritt durchgegangen ist.',
  'Ask again': 'Erneut fragen',
  'Ask now': 'Jetzt fragen',
  'Asked {when}.': 'Gefragt {when}.',
  'Asking {name} what it lets us do. This takes some seconds.':
    '{name} wird gefragt, was wir dürfen. Das dauert einige Sekunden.',
  'Can Magento be reached, and may the integration do what is needed there? What is missing stands first, with what to do. Nothing is changed.':
    'Ist Magento erreichbar, und darf die Integration dort, was nötig ist? Was fehlt, steht zuerst, mit dem, was zu tun ist. Nichts wird geändert.',
  'Can the ERP be reached, and is it set up as the bridge needs it? Nothing is changed.':
    'Ist das ERP erreichbar und so eingerichtet, wie die Brücke es braucht? Nichts wird geändert.',
  'Cannot be read': 'Nicht lesbar',
  'Codes of both sides': 'Codes beider Seiten',
  'Dry run of the last orders': 'Probelauf der letzten Bestellungen',
  'Every total agrees to the cent.': 'Jede Summe stimmt auf den Cent.',
  'Finish the first run': 'Ersten Lauf abschließen',
  'First day whose orders are sent (cut-over date)': 'Erster Tag, dessen Bestellungen gesendet werden (Stichtag)',
  'First run': 'Erster Lauf',
  'First run of {name}': 'Erster Lauf von {name}',
  'From which day on': 'Ab welchem Tag',
  'Go on': 'Weitermachen',
  'Go through the first run': 'Ersten Lauf durchgehen',
  'Is in the ERP already': 'Schon im ERP',
  Keep: 'Merken',
  'Kept.': 'Gemerkt.',
  'Magento answers': 'Magento antwortet',
  'Magento of {store}': 'Magento von {store}',
  'Magento: {total}': 'Magento: {total}',
  'Magento: {total} · the ERP: {erpTotal}': 'Magento: {total} · ERP: {erpTotal}',
  'Minutes that each order waits before it is sent': 'Minuten, die jede Bestellung wartet, bevor sie gesendet wird',
  'No ERP is connected yet': 'Noch ist kein ERP verbunden',
  'No customer would be created.': 'Kein Kunde würde angelegt.',
  'Nobody has asked yet. It takes the right to act.': 'Noch hat niemand gefragt. Dazu braucht es das Recht zu handeln.',
  'Nothing was sent to the ERP yet. Six steps check both sides and try the last ten orders, without anything being written, before sending starts.':
    'Noch wurde nichts an das ERP gesendet. Sechs Schritte prüfen beide Seiten und proben die letzten zehn Bestellungen, ohne etwas zu schreiben, bevor das Senden beginnt.',
  'Of {n, plural, one {# order} other {# orders}}: {sent} to be sent, {held} held, {refused} not readable, {rest} left as they are.':
    'Von {n, plural, one {# Bestellung} other {# Bestellungen}}: {sent} zu senden, {held} angehalten, {refused} nicht lesbar, {rest} bleiben, wie sie sind.',
  'On to: {step} →': 'Weiter zu: {step} →',
  'Orders that were placed earlier are left alone: they are in the ERP already, or are entered there by hand. Without a date it is the moment in which the store was added. The day is one of {zone}.':
    'Frühere Bestellungen bleiben unberührt: Sie sind schon im ERP oder werden dort von Hand erfasst. Ohne Datum zählt der Moment, in dem der Shop dazukam. Der Tag gilt in der Zeitzone {zone}.',
  'Orders that were placed since the store was added are sent, also those that have waited meanwhile.':
    'Gesendet werden Bestellungen, seit der Shop dazukam, auch die, die inzwischen gewartet haben.',
  'Orders that were placed since {day} are sent, also those that have waited meanwhile.':
    'Gesendet werden Bestellungen seit {day}, auch die, die inzwischen gewartet haben.',
  'Pause it until then…': 'Bis dahin pausieren…',
  'See how the first orders go': 'Sehen, wie es den ersten Bestellungen geht',
  'Settings of {name}': 'Einstellungen von {name}',
  'Start sending': 'Senden beginnen',
  'Started here {when}.': 'Hier begonnen {when}.',
  'Steps of the first run': 'Schritte des ersten Laufs',
  'Taxes, shipping methods and payments have codes on both sides. What has no counterpart yet holds the orders that use it; the dry run says which.':
    'Steuern, Versandarten und Zahlungen haben auf beiden Seiten Codes. Was noch kein Gegenstück hat, hält die Bestellungen auf, die es brauchen; der Probelauf sagt, welche.',
  'The ERP answers': 'Das ERP antwortet',
  'The ERP does not have {n, plural, one {# item} other {# items}}: {skus}':
    'Dem ERP {n, plural, one {fehlt # Artikel} other {fehlen # Artikel}}: {skus}',
  'The ERP knows every item.': 'Das ERP kennt jeden Artikel.',
  'The dry run is through. Nothing was written.': 'Der Probelauf ist durch. Nichts wurde geschrieben.',
  'The exact request': 'Die genaue Anfrage',
  'The last ten orders of the shop go through all that would happen to them: read, added up, looked up in the ERP, and turned into its request. Nothing is written, neither in Magento nor in the ERP. Dates and waiting times are left aside.':
    'Die letzten zehn Bestellungen des Shops gehen durch alles, was mit ihnen geschähe: gelesen, zusammengezählt, im ERP nachgeschlagen und in dessen Anfrage übersetzt. Nichts wird geschrieben, weder in Magento noch im ERP. Stichtag und Wartezeit bleiben außer Acht.',
  'The shop has no order yet. Place one for trying, and come back.':
    'Der Shop hat noch keine Bestellung. Geben Sie eine zum Ausprobieren auf und kommen Sie wieder.',
  'There is no ERP yet whose codes could be mapped.': 'Noch gibt es kein ERP, dessen Codes zugeordnet werden könnten.',
  'They differ.': 'Sie weichen ab.',
  'This kind of ERP keeps its codes in its own settings.':
    'Diese Art ERP hat ihre Codes in ihren eigenen Einstellungen.',
  'This page then goes on by itself.': 'Diese Seite geht dann von selbst weiter.',
  'Time in which somebody can still cancel or change it in Magento. 0: it is sent at once.':
    'Zeit, in der sie in Magento noch storniert oder geändert werden kann. 0: Sie wird sofort gesendet.',
  'To change this, ask for the right to configure.': 'Um das zu ändern, bitten Sie um das Recht einzurichten.',
  'To the cent.': 'Auf den Cent.',
  'Tried {when}.': 'Geprobt {when}.',
  'Try the last ten orders': 'Die letzten zehn Bestellungen proben',
  'Try the last ten orders again': 'Die letzten zehn Bestellungen erneut proben',
  'Who keeps a configuration file writes the same there (orders.since, orders.holdMinutes): the next apply counts.':
    'Wer eine Konfigurationsdatei führt, schreibt dort dasselbe hinein (orders.since, orders.holdMinutes): Es zählt, was zuletzt angewendet wird.',
  'Would be held': 'Würde angehalten',
  'Would be left out': 'Würde ausgelassen',
  'Would be sent': 'Würde gesendet',
  'Would create the customer: {name}': 'Würde den Kunden anlegen: {name}',
  'Would wait': 'Würde warten',
  'needs attention': 'braucht Aufmerksamkeit',
  'not done yet': 'noch offen',
  'of order {number}': 'von Bestellung {number}',
  stopped: 'angehalten',
  'under way': 'unterwegs',
  '{n, plural, one {# code is} other {# codes are}} mapped; nothing is known to be missing.':
    '{n, plural, one {# Code ist} other {# Codes sind}} zugeordnet; dass etwas fehlt, ist nicht bekannt.',
  '{n, plural, one {# code} other {# codes}} of orders without a counterpart.':
    '{n, plural, one {# Code} other {# Codes}} von Bestellungen ohne Gegenstück.',
  '{n, plural, one {# customer} other {# customers}} would be created: {names}':
    '{n, plural, one {# Kunde würde} other {# Kunden würden}} angelegt: {names}',
  '{n, plural, one {# order} other {# orders}} still to come':
    'noch {n, plural, one {# Bestellung} other {# Bestellungen}}',
  '{n, plural, one {# total differs} other {# totals differ}}: {numbers}':
    '{n, plural, one {# Summe weicht} other {# Summen weichen}} ab: {numbers}',
  '{name} is sending.': '{name} sendet.',
  '← Back': '← Zurück',
  'Make what is missing there…': 'Anlegen, was dort fehlt …',
  'Make in the ERP what is missing there': 'Im ERP anlegen, was dort fehlt',
  'Make it': 'Anlegen',
  'What the ERP lacks and Orderbridge may make, such as the field by which orders are found again, is made there now. Nothing that is there is changed, and no order is sent.':
    'Was dem ERP fehlt und Orderbridge anlegen darf, etwa das Feld, an dem Bestellungen wiedergefunden werden, wird dort jetzt angelegt. Was da ist, bleibt, wie es ist, und keine Bestellung wird gesendet.',
  'The ERP was asked again: what it still lacks stands here.':
    'Das ERP wurde noch einmal gefragt: Was noch fehlt, steht hier.',
  'The ERP lacks something that its test has found: {step}.':
    'Dem ERP fehlt etwas, das seine Prüfung gefunden hat: {step}.',
  'Made in an ERP what it lacked': 'In einem ERP angelegt, was fehlte',
}
