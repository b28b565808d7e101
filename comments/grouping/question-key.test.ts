import { expect, test } from 'vitest'
import { labelBit, type Label } from '../contract.ts'
import { TOPICS } from './contract.ts'
import { questionKeyOf } from './grouping.ts'

const key = (text: string, labels: readonly Label[], productId = 'p1'): string =>
  questionKeyOf(
    text,
    labels.reduce((bits, label) => bits | labelBit(label), 0),
    productId,
  )

test.each<[string, Label, readonly string[]]>([
  [
    'use|p1|induction',
    'question.use',
    [
      'Can it go on my induction hob?',
      '电磁炉能用吗',
      '¿vale para inducción?',
      'Dá para placa de indução?',
      "elle passe à l'induction ?",
      'Geht die auf Induktion?',
      'bisa buat kompor induksi ga kak',
      'IHでも使えますか',
      'ใช้กับเตาแม่เหล็กไฟฟ้าได้ไหมคะ',
    ],
  ],
  [
    'use|p1|dishwasher',
    'question.use',
    [
      'dishwasher safe?',
      '能放洗碗机吗',
      'lavavajillas?',
      'pode ir na lava-louças?',
      'ça va au lave-vaisselle',
      'Spülmaschine ok?',
      'Spuelmaschine ok?',
      '食洗機に入れても大丈夫ですか',
      'เข้าเครื่องล้างจานได้ไหม',
    ],
  ],
  [
    'shipping||cost',
    'question.shipping',
    [
      'how much is postage to Ireland',
      '运费多少',
      'cuánto cuesta el envío?',
      'frete pro Brasil fica quanto?',
      'frais de port ?',
      'Versandkosten?',
      'ongkir ke Surabaya berapa kak',
      '送料いくらですか',
      'ค่าส่งเท่าไหร่คะ',
    ],
  ],
  [
    'shipping||time',
    'question.shipping',
    [
      'how long does delivery take',
      '几天能到啊',
      '¿cuánto tarda?',
      'chega em quanto tempo',
      'délai de livraison ?',
      'Wann kommt das an?',
      'sampai berapa hari ya',
      '何日くらいで届きますか',
      'ส่งกี่วันถึงคะ',
    ],
  ],
  [
    'shipping||cod',
    'question.shipping',
    [
      'cash on delivery possible?',
      '能货到付款吗',
      'se puede pagar al recibir?',
      'dá pra pagar na entrega?',
      'paiement à la livraison ?',
      'per Nachnahme?',
      'bisa cod ga kak?',
      '代引きできますか',
      'เก็บเงินปลายทางได้ไหมคะ',
    ],
  ],
  [
    'stock|p1|colours',
    'question.stock',
    [
      'do you have it in red',
      '黑色还有吗',
      '¿queda en verde?',
      'ainda tem na cor azul?',
      'il reste du noir ?',
      'Gibts den noch in Grau?',
      'yang merah masih ada?',
      '黒ある？',
      'สีดำยังมีไหมคะ',
    ],
  ],
  [
    'other||returns',
    'question.other',
    [
      'whats the return policy',
      '不喜欢可以退吗',
      '¿se puede devolver?',
      'posso devolver?',
      'on peut renvoyer ?',
      'Wie läuft das mit Rückgabe?',
      'bisa retur kak',
      '返品できますか',
      'คืนของได้ไหม',
    ],
  ],
  [
    'price|p1|',
    'question.price',
    [
      'how much',
      '多少钱',
      '¿cuánto cuesta?',
      'quanto é?',
      'combien ?',
      'was kostet die',
      'berapa kak',
      'いくら',
      'กี่บาทคะ',
    ],
  ],
  [
    'how_to_buy||',
    'question.how_to_buy',
    ['where do i click to order', '怎么下单', 'linknya mana kak?', 'กดสั่งตรงไหนคะ'],
  ],
])('%s is asked in every language', (expected, label, texts) => {
  for (const text of texts) expect([text, key(text, [label])]).toEqual([text, expected])
})

test('of several topics the first in the list is asked', () => {
  expect(TOPICS[0]).toBe('how_to_buy')
  expect(key('how do i order and how much', ['question.price', 'question.how_to_buy'])).toBe('how_to_buy||')
  expect(key('how much, and any left', ['question.stock', 'question.price'])).toBe('price|p1|')
})

test('a concept has one place, whatever it was labelled', () => {
  expect(key('is it dishwasher safe', ['question.material'])).toBe(key('dishwasher?', ['question.use']))
  expect(key('how much is shipping', ['question.price', 'question.shipping'])).toBe('shipping||cost')
  expect(key('which colours are there', ['question.other'])).toBe(key('is there a green one', ['question.stock']))
})

test('other products, topics and concepts are other questions', () => {
  expect(key('how much', ['question.price'], 'p2')).toBe('price|p2|')
  expect(key('oven safe?', ['question.use'])).not.toBe(key('induction?', ['question.use']))
  expect(key('how long does delivery take', ['question.shipping'])).not.toBe(
    key('what is delivery', ['question.shipping']),
  )
})

test('where no concept is known, near-duplicates share a fingerprint', () => {
  const asked = key('does it have a rotor blade', ['question.other'])
  expect(asked).toMatch(/^other\|p1\|[0-9a-f]{8}$/)
  expect(key('Do they have rotor BLADES??', ['question.other'])).toBe(asked)
  expect(key('is the gearbox sealed', ['question.other'])).not.toBe(asked)
})

test('a product id is escaped, and hashed where it is too long', () => {
  expect(key('how much', ['question.price'], 'a|b%~')).toBe('price|a%7Cb%25%7E|')
  const long = key('how much', ['question.price'], 'x'.repeat(200))
  expect(long).toMatch(/^price\|~[0-9a-f]{16}\|$/)
  expect(key('how much', ['question.price'], 'x'.repeat(201))).not.toBe(long)
})

test('a detail named under a label of commerce is the detail, unless the words ask for what the label says', () => {
  expect(key('Hat der Airfryer einen EU-Stecker?', ['question.price'])).toBe('use|p1|voltage')
  expect(key('whats the best way to sharpen that one', ['question.how_to_buy'])).toBe('use|p1|sharpening')
  expect(key('do you have to oil a bamboo board', ['question.stock'])).toBe('use|p1|oiling')
  expect(key('how much is the one for induction', ['question.price'])).toBe('price|p1|')
  expect(key('how do I order from the app', ['question.how_to_buy'])).toBe('how_to_buy||')
})

test('words that surely name a topic overrule the label of another', () => {
  expect(key('how much is the pan', ['question.use'])).toBe('price|p1|')
  expect(key('is it sold out', ['question.other'])).toBe('stock|p1|')
  expect(key('wo kann ich bestellen', ['question.stock'])).toBe('how_to_buy||')
  expect(key('pfas free??', ['question.shipping'])).toBe(key('is it pfas free', ['question.material']))
  expect(key('保修多久', ['question.shipping'])).toBe('other|p1|warranty')
  // The label's own words keep it: the price of one for induction.
  expect(key('how much is the induction one', ['question.price'])).toBe('price|p1|')
})

test('a detail labelled as another detail keeps its concept', () => {
  expect(key('how heavy is it', ['question.material'])).toBe(key('what does it weigh', ['question.size']))
})

test('a phrase within a longer one says nothing of its own', () => {
  expect(key('is there noise cancelling', ['question.other'])).toBe('use|p1|noise-cancelling')
  expect(key('can I cancel', ['question.other'])).toBe('other||cancel')
})

test('what is asked of a delivery: its cost, its time, where to', () => {
  expect(key('postage?', ['question.shipping'])).toBe('shipping||cost')
  expect(key('will it get here before friday', ['question.shipping'])).toBe('shipping||time')
  expect(key('do you ship to my uni halls', ['question.shipping'])).toBe('shipping||destination')
})

test('a label of stock alone puts no question into a product’s one group of what is left', () => {
  expect(key('do you have the tall one', ['question.stock'])).toBe('stock|p1|')
  expect(key('is the blade serrated', ['question.stock'])).toMatch(/^other\|p1\|/)
})

test('a wish labelled as a question of how to buy joins no group of those who ask', () => {
  expect(key('where is the basket', ['question.how_to_buy'])).toBe('how_to_buy||')
  expect(key('going for the grey', ['question.how_to_buy'])).toMatch(/^other\|p1\|/)
})

test('a size asked for is not a size asked about', () => {
  expect(key('do you have it in a 42', ['question.size'])).toBe('size|p1|sizes')
  expect(key('size 13 left?', ['question.size', 'question.stock'])).toBe('size|p1|sizes')
  expect(key('would 42 do for a narrow foot', ['question.size'])).toBe('size|p1|fit')
})

test('words that stand in many questions give way to a topic named surely', () => {
  expect(key('is shipping included', ['question.other'])).toBe('shipping||cost')
  expect(key('几号能到', ['question.how_to_buy'])).toBe('shipping||time')
  expect(key('几号链接', ['question.how_to_buy'])).toBe('how_to_buy|p1|which-number')
})

test('"how much" and a thing’s name is its price, whichever detail it was labelled as; how much of something is not', () => {
  expect(key('ketelnya berapa kak', ['question.other'])).toBe('price|p1|')
  expect(key('wie viel Wasser passt rein', ['question.other'])).not.toBe('price|p1|')
})

test('how much to a country is what its delivery costs', () => {
  expect(key('how much to Spain', ['question.price'])).toBe('shipping||cost')
  expect(key('combien pour la Belgique', ['question.shipping'])).toBe('shipping||cost')
  expect(key('how much is the one from Spain', ['question.price'])).toBe('price|p1|')
})

test('a size that is worn is asked for under a label of stock alone, a measure is not', () => {
  expect(key('any 42 left', ['question.stock'])).toBe('size|p1|sizes')
  expect(key('do you have it in 9.5', ['question.stock'])).toBe('size|p1|sizes')
  expect(key('any 40 cm ones left', ['question.stock'])).toBe('stock|p1|')
  expect(key('any 3 left', ['question.stock'])).toBe('stock|p1|')
})

test.each<[string, Label, readonly string[]]>([
  [
    'other|p1|worn',
    'question.other',
    [
      'what shade are you wearing',
      '主播嘴上是哪个色号',
      '¿qué tono llevas?',
      'qual cor você tá usando? na boca',
      'tu portes quelle teinte sur les lèvres',
    ],
  ],
  [
    'material|p1|strength',
    'question.material',
    ['what percentage of acid is in it', '浓度多少', 'wie viel Prozent hat das Serum'],
  ],
  [
    'material|p1|made-of',
    'question.material',
    ['is it genuine leather', 'vegan leather or real?', '是真皮吗', 'echtes Leder?', '本革ですか'],
  ],
  ['use|p1|pits', 'question.other', ['is it seedless', '有籽吗', 'tiene semillas?', 'sind da Kerne drin']],
  [
    'care|expiry',
    'question.use',
    ['how long does it keep once opened', '开封后能放多久', 'une fois ouvert ça se garde ?'],
  ],
])('%s is asked in these words', (expected, label, texts) => {
  const expectedKey = expected === 'care|expiry' ? key('what is the shelf life', ['question.use']) : expected
  for (const text of texts) expect([text, key(text, [label])]).toEqual([text, expectedKey])
})
