import type { Messages } from '../say.tsx'

/** What mails say, and the editor for it. */
export const mails: Messages = {
  Mail: 'Mail',
  Documents: 'Belege',
  Invoice: 'Rechnung',
  'Credit note': 'Gutschrift',
  Subject: 'Betreff',
  'Text; an empty line makes a new paragraph': 'Text; eine Leerzeile macht einen neuen Absatz',
  'As it will read': 'So wird sie zu lesen sein',
  Placeholders: 'Platzhalter',
  'Why it is changed': 'Warum sie geändert wird',
  Save: 'Speichern',
  'Back to the shipped words…': 'Zurück zum mitgelieferten Text …',
  'Send a test of these words, saved or not, to': 'Diesen Text, gespeichert oder nicht, zur Probe senden an',
  'Send the test': 'Probe senden',
  'A test speaks of a made-up order and carries no PDF.':
    'Eine Probe handelt von einer erfundenen Bestellung und enthält kein PDF.',
  'To change the words, ask for the role “configure”.':
    'Um den Text zu ändern, lassen Sie sich die Rolle „configure“ geben.',
  'English until you write it': 'Englisch, bis Sie ihn schreiben',
  'Your words': 'Ihr Text',
  'As shipped': 'Wie mitgeliefert',
  'version {version}, {author}, {when}': 'Version {version}, {author}, {when}',
  'Copy of an invoice': 'Kopie einer Rechnung',
  'Copy of a credit note': 'Kopie einer Gutschrift',
  'Delivery note or other document': 'Lieferschein oder anderer Beleg',
  'Copy of a delivery note or other document': 'Kopie eines Lieferscheins oder anderen Belegs',
  'Goes out by itself, once, when the ERP has invoiced.':
    'Geht von selbst hinaus, einmal, sobald das ERP die Rechnung gestellt hat.',
  'Goes out when somebody mails what nobody got yet.': 'Geht hinaus, wenn jemand mailt, was noch niemand bekam.',
  'Goes out when somebody resends it, with the PDF stamped as a copy.':
    'Geht hinaus, wenn jemand erneut sendet; das PDF ist dann als Kopie gestempelt.',
  'a greeting with the customer’s name, or without where there is none':
    'eine Anrede mit dem Namen des Kunden, oder ohne, wo es keinen gibt',
  'the customer’s name; empty where there is none': 'der Name des Kunden; leer, wo es keinen gibt',
  'the number of the document': 'die Nummer des Belegs',
  'the order number': 'die Bestellnummer',
  'the name of the store': 'der Name des Shops',
  'the amount of the document, with its currency': 'der Betrag des Belegs mit seiner Währung',
  'the date of the document': 'das Datum des Belegs',
  'Subject, character {column}': 'Betreff, Zeichen {column}',
  'Text, line {line}, character {column}': 'Text, Zeile {line}, Zeichen {column}',
  'Nothing stands here.': 'Hier steht nichts.',
  '{most} characters are the most.': 'Mehr als {most} Zeichen gehen nicht.',
  'A subject is one line.': 'Ein Betreff ist eine Zeile.',
  'There is an invisible character. Write this part anew.':
    'Hier ist ein unsichtbares Zeichen. Schreiben Sie diese Stelle neu.',
  '{text} is no placeholder. Is {meant} meant?': '{text} ist kein Platzhalter. Ist {meant} gemeint?',
  '{text} is no placeholder.': '{text} ist kein Platzhalter.',
  '{text} calculates nothing here. Write placeholders without the dollar sign.':
    '{text} rechnet hier nichts. Schreiben Sie Platzhalter ohne Dollarzeichen.',
  '{text} belongs to no placeholder. Write {twice} for the character itself.':
    '{text} gehört zu keinem Platzhalter. Für das Zeichen selbst schreiben Sie {twice}.',
  'Written for {order}, the newest of its kind.': 'Geschrieben für {order}, die neueste ihrer Art.',
  'order {number}': 'Bestellung {number}',
  'Written for a made-up order: there is no document of this kind yet.':
    'Geschrieben für eine erfundene Bestellung: Einen Beleg dieser Art gibt es noch nicht.',
  HTML: 'HTML',
  'Mail texts': 'Mailtexte',
  'These are the words of version {version}; they do not go out now.':
    'Das ist der Text von Version {version}; er geht jetzt nicht hinaus.',
  'Back to the shipped words': 'Zurück zum mitgelieferten Text',
  'Use the shipped words': 'Mitgelieferten Text verwenden',
  'Mails decided from now on say what Orderbridge ships. Your words stay among the versions.':
    'Mails, die ab jetzt anfallen, haben den Text, den Orderbridge mitbringt. Ihr Text bleibt unter den Versionen.',
  'The shipped words are better': 'Der mitgelieferte Text ist besser',
  'Our words were wrong': 'Unser Text war falsch',
  'Saved as version {version}. Mails decided from now on read so.':
    'Als Version {version} gespeichert. Mails, die ab jetzt anfallen, lauten so.',
  'Nothing changed: these are the words that go out already.': 'Nichts geändert: Dieser Text geht schon hinaus.',
  'The mail server took the test for {recipient}: {answer}':
    'Der Mailserver hat die Probe für {recipient} angenommen: {answer}',
  'There is no such mail in this store.': 'Diese Mail gibt es in diesem Shop nicht.',
  'There is no such store among yours.': 'Diesen Shop gibt es bei Ihnen nicht.',
  Stores: 'Shops',
  'What differs from the shipped words': 'Was vom mitgelieferten Text abweicht',
  Versions: 'Versionen',
  Version: 'Version',
  Why: 'Grund',
  'Goes out': 'Geht hinaus',
  'The shipped words': 'Der mitgelieferte Text',
  'Open a version to see its words; save them to go back to it.':
    'Öffnen Sie eine Version, um ihren Text zu sehen; speichern Sie ihn, um zu ihr zurückzukehren.',
}
