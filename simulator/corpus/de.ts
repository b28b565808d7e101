import type { Corpus } from './corpus.ts'

export const de: Corpus = {
  greeting: ['Hallo aus Graz', 'Guten Abend zusammen', 'bin auch da 👋', 'zum ersten Mal dabei'],
  praise: [
    'sieht richtig wertig aus',
    'wunderschön',
    'habe ich seit Jahren, kann ich nur empfehlen',
    'tolle Farbe',
    'ihr macht das super',
    'genau so eins suche ich',
  ],
  product: [
    'könnt ihr {product} nochmal zeigen?',
    'gibt es das auch größer?',
    'woraus ist {product}?',
    'wie schwer ist das?',
    'gibt es andere Farben?',
    'bitte mal von unten zeigen',
  ],
  price: [
    '{price} ist fair',
    '{price} ist mir zu viel',
    'kommt noch ein Angebot?',
    'wo gebe ich den Code ein?',
    'Rabatt bei zwei Stück?',
  ],
  shipping: [
    'Was kostet der Versand nach Österreich?',
    'liefert ihr in die Schweiz?',
    'kommt das noch vor Samstag?',
    'ab wann versandfrei?',
  ],
  question: [
    'Geht das in die Spülmaschine?',
    'Geht das auf Induktion?',
    'Wie lange ist Garantie?',
    'Wo wird das hergestellt?',
    'Kann ich es zurückschicken?',
    'Ist der Griff aus Holz?',
  ],
  stream: [
    'bei mir ruckelt es',
    'Bild steht schon wieder',
    'Ton ist versetzt',
    'lädt und lädt …',
    'nur bei mir schwarz?',
  ],
  bought: ['bestellt!', 'gerade zwei genommen 🎉', 'ist bestellt, freu mich', 'für meine Mutter bestellt'],
  complaint: [
    'mein letztes Paket kam kaputt an',
    'auf Mails antwortet keiner',
    'weniger reden, mehr zeigen',
    'das letzte Mal drei Wochen gewartet',
  ],
  chatter: ['haha', 'die Schürze ist ja süß', 'meine Katze guckt mit', 'welches Lied ist das?', 'hole kurz Tee'],
  spam: ['Geld verdienen von zu Hause, schau auf mein Profil', 'folge mir, ich folge zurück'],
}
