import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { labelBit, labelNames, LABELS, QUESTION_LABELS } from '../contract.ts'
import { createScorer } from '../scorer.ts'
import { readText } from './lexicon.ts'
import { withTold } from './told.ts'

const scorer = createScorer()
const labelsOf = (text: string) => labelNames(scorer.score(text).labels)

describe('a stream that is well again', () => {
  test.each([
    'sound is back',
    'ok the sound works again',
    'picture is clear again',
    'not frozen anymore, thanks',
    '声音有了',
    '不卡了',
    '画面恢复了',
    'volvió el sonido',
    'ya se escucha bien',
    'voltou o som',
    'Ton ist wieder da',
    'suaranya udah ada lagi',
    'ไม่กระตุกแล้ว',
  ])('%s complains of nothing, and is not in a bad mood', (text) => {
    const { labels, sentiment } = scorer.score(text)
    expect(labelNames(labels).filter((label) => label.startsWith('complaint.'))).toEqual([])
    expect(sentiment).toBeGreaterThanOrEqual(0)
  })

  test.each(['le son est revenu', '音戻った', 'the stream works again'])('%s complains of nothing', (text) => {
    expect(labelsOf(text).filter((label) => label.startsWith('complaint.'))).toEqual([])
  })

  test.each([
    'damn, missed it, back to normal price',
    'missed the sale damn its back to full price',
    'so sad she left, were back to the boring host',
  ])('%s is of no stream, and in a bad mood', (text) => expect(scorer.score(text).sentiment).toBeLessThan(0))

  test.each([
    // Asked for, gone again, one well and the other not, heard badly.
    'sound is back?',
    'sound is back to crackling',
    'that weird sound is back',
    'can hear you now but you sound like a robot',
    'picture is clear sound is awful',
    '声音有了延迟',
    '声音有了画面没了',
    '音が戻りません',
    '音が戻ってこない',
    'y a plus de lag que d’habitude',
    'wieder Bild eingefroren',
    'ya se oye fatal',
    'agora to ouvindo tudo picotado',
    'sound gone again',
    'sound is back but the picture is frozen',
    'sound still not back',
    'I can hear you but you’ve become a photograph',
    '又卡了',
    '有声音了但是画面黑屏',
    'volvió el audio pero se fue la imagen',
    'voltou a travar de novo',
    'on t’entend plus là',
    'ich hör dich nur wie durch watte',
    'suaranya hilang lagi',
    '音戻ったけど映像が固まってる',
    'กระตุกอีกแล้ว',
  ])('%s complains', (text) => expect(labelsOf(text)).toContain('complaint.stream'))
})

test.each([
  ['my card got declined', 'question.how_to_buy'],
  ['my payment won’t go through', 'question.how_to_buy'],
  ['the checkout keeps loading', 'question.how_to_buy'],
  ['付款失败怎么办', 'question.how_to_buy'],
  ['no me deja pagar', 'question.how_to_buy'],
  ['Zahlung geht nicht durch', 'question.how_to_buy'],
  ['gabisa checkout', 'question.how_to_buy'],
  ['決済できない', 'question.how_to_buy'],
  ['จ่ายเงินไม่ผ่าน', 'question.how_to_buy'],
  ['the code doesn’t work', 'question.discount'],
  ['优惠码用不了', 'question.discount'],
  ['o cupom não funciona', 'question.discount'],
  ['クーポン使えない', 'question.discount'],
])('%s asks the host for help, and neither bought nor had anything broken', (text, label) => {
  const labels = labelsOf(text)
  expect(labels).toContain(label)
  for (const guess of ['purchased', 'complaint.quality', 'complaint.stream']) expect(labels).not.toContain(guess)
})

test.each(['can’t pay that for a single spool', '高くて買えない', 'ay no, no puedo pagar eso'])(
  '%s is about the price',
  (text) => {
    expect(labelsOf(text)).toContain('complaint.price')
    expect(labelsOf(text)).not.toContain('question.how_to_buy')
  },
)

test.each([
  'still no refund',
  'where is my refund?',
  '退款什么时候到账',
  'sigo esperando mi reembolso',
  'wo bleibt meine Erstattung',
])('%s complains of an order that nobody answers', (text) => expect(labelsOf(text)).toEqual(['complaint.delivery']))

test.each([
  ['still no refund, and do you ship to Spain?', 'question.shipping'],
  ['still no refund. do you ship to Spain?', 'question.shipping'],
  ['frozen and checkout stuck', 'complaint.stream'],
  ['my card got declined. the picture is frozen', 'complaint.stream'],
  ['the sd card not working in the camera i got from you', 'complaint.quality'],
])('%s: what is said besides stays', (text, label) => expect(labelsOf(text)).toContain(label))

test.each([
  'mi marido no me deja comprar mas',
  '几块钱买不了吃亏',
  'the door code doesnt work on this lock',
  'the QR code doesnt work on the box',
])('%s asks the host for no help', (text) => {
  expect(labelsOf(text)).not.toContain('question.how_to_buy')
  expect(labelsOf(text)).not.toContain('question.discount')
})

test.each(['不退款吗', '返金されないの?', 'where is my refund policy'])('%s asks before buying', (text) => {
  expect(labelsOf(text)).toContain('question.other')
})

test('a refund asked about before buying is a question', () => {
  expect(labelsOf('do you give refunds?')).toEqual(expect.arrayContaining(['question.other']))
  expect(labelsOf('do you give refunds?')).not.toContain('complaint.delivery')
})

test('spam stays spam, and whatever stands in a text, only labels of what is told are given or taken', () => {
  const spam = labelBit('spam')
  const told = ['purchased', 'complaint.quality', 'complaint.stream', 'complaint.delivery'] as const
  const changed = told.reduce((bits, label) => bits | labelBit(label), QUESTION_LABELS)
  const phrases = fc.constantFrom(
    'sound is back',
    'frozen',
    'card declined',
    'still no refund',
    'code not working',
    'pan',
    '?',
  )
  fc.assert(
    fc.property(
      fc.array(phrases, { maxLength: 300 }),
      fc.nat(2 ** LABELS.length - 1),
      fc.boolean(),
      (words, labels, asks) => {
        readText(words.join(' '))
        const after = withTold(labels, asks)
        expect(withTold(after, asks)).toBe(after)
        expect((after ^ labels) & ~changed).toBe(0)
        if (labels & spam) expect(after).toBe(labels)
      },
    ),
  )
})
