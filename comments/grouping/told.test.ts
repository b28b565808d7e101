import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { labelNames } from '../contract.ts'
import { createScorer } from '../scorer.ts'
import { folded, found, readText } from './lexicon.ts'
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
    'le son est revenu',
    'Ton ist wieder da',
    'suaranya udah ada lagi',
    '音戻った',
    'ไม่กระตุกแล้ว',
  ])('%s complains of nothing, and is not in a bad mood', (text) => {
    const { labels, sentiment } = scorer.score(text)
    expect(labelNames(labels).filter((label) => label.startsWith('complaint.'))).toEqual([])
    expect(sentiment).toBeGreaterThanOrEqual(0)
  })

  test.each([
    // Gone again, one well and the other not, heard badly.
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
  expect(labels).not.toEqual(expect.arrayContaining(['purchased']))
  expect(labels).not.toEqual(expect.arrayContaining(['complaint.quality']))
})

test.each(['can’t pay that for a single spool', '高くて買えない', 'ay no, no puedo pagar eso'])(
  '%s is about the price',
  (text) => expect(labelsOf(text)).not.toContain('question.how_to_buy'),
)

test.each([
  'still no refund',
  'where is my refund?',
  '退款什么时候到账',
  'sigo esperando mi reembolso',
  'wo bleibt meine Erstattung',
])('%s complains of an order that nobody answers', (text) => expect(labelsOf(text)).toEqual(['complaint.delivery']))

test('what another clause says stays', () => {
  expect(labelsOf('still no refund, and do you ship to Spain?')).toEqual(
    expect.arrayContaining(['question.shipping', 'complaint.delivery']),
  )
  expect(labelsOf('my card got declined, and the picture is frozen')).toEqual(
    expect.arrayContaining(['question.how_to_buy', 'complaint.stream']),
  )
})

test('a refund asked about before buying is a question', () => {
  expect(labelsOf('do you give refunds?')).toEqual(expect.arrayContaining(['question.other']))
  expect(labelsOf('do you give refunds?')).not.toContain('complaint.delivery')
})

test('spam stays spam, and whatever stands in a text, only four labels are given or taken', () => {
  const spam = 1 << 18
  readText('card declined')
  expect(withTold(spam, false)).toBe(spam)
  expect(labelNames(withTold(0, false))).toEqual(['question.how_to_buy'])
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
    fc.property(fc.array(phrases, { maxLength: 300 }), fc.nat((1 << 19) - 1), fc.boolean(), (words, labels, asks) => {
      readText(words.join(' '))
      const told = withTold(labels, asks)
      expect(withTold(told, asks)).toBe(told)
      expect(found.count).toBeLessThanOrEqual(512)
      expect(folded.length).toBeLessThanOrEqual(2_048)
    }),
  )
})
