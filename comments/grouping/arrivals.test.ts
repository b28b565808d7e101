import { expect, test } from 'vitest'
import { labelNames } from '../contract.ts'
import { createScorer } from '../scorer.ts'

const scorer = createScorer()
const labelsOf = (text: string) => labelNames(scorer.score(text).labels)

test.each([
  'evening all, what did I miss?',
  'just joined, have I missed anything?',
  'how is everyone tonight?',
  '我来晚了吗？错过什么了',
  'acabo de llegar, ¿qué me perdí?',
  'cheguei agora gente, o que eu perdi?',
  'je viens d’arriver, j’ai raté quoi ?',
  'Hallo ihr Lieben, was hab ich verpasst?',
  'baru masuk nih, ketinggalan apa aja?',
  '今来ました、何か見逃しましたか？',
  'เพิ่งเข้ามา พลาดอะไรไปบ้างคะ',
])('%s greets and asks nothing', (text) => expect(labelsOf(text)).toEqual(['greeting']))

test('what is asked besides is asked', () => {
  expect(labelsOf('hi, what did I miss? which brand is the pan?')).toEqual(['question.other', 'greeting'])
  expect(labelsOf('how are you all, how much is the pan?')).toContain('question.price')
})

test.each([
  'llego tarde, ¿qué me he perdido?',
  'sorry I’m so late again, what did I miss?',
  'cheguei atrasada de novo, o que eu perdi?',
  'bin viel zu spät dran, was hab ich verpasst?',
  '又迟到了，我错过什么了',
])('%s complains of no delivery', (text) => expect(labelsOf(text)).toEqual(['greeting']))

test.each([
  'my parcel came two weeks late, did I miss anything?',
  'mi pedido llegó tarde, ¿qué me perdí?',
  'sorry i was late, what did i miss? mine never came',
  'late, what did I miss? still waiting, it never came',
  'hi how are you? my bag is two weeks late',
])('%s complains of a delivery', (text) => expect(labelsOf(text)).toContain('complaint.delivery'))

test.each([
  // The words of small talk begin what is asked, or tell of something else.
  'how is it going to fit a size 14?',
  'how are you supposed to wash it?',
  'how are you shipping this?',
  'am I too late for the blue one?',
  'I missed the delivery, when does it come again?',
  'mi pedido llegó tarde',
  'perdi muito dinheiro com essa loja',
  '这个保健品孕妇吃了吗',
])('%s is no greeting', (text) => expect(labelsOf(text)).not.toContain('greeting'))

test.each(['what did I miss about the fabric?', 'how is everyone liking the serum?'])('%s is asked', (text) => {
  expect(labelsOf(text).filter((label) => label.startsWith('question.'))).not.toEqual([])
})

test('small talk may come twice', () => {
  expect(labelsOf('hi how are you all, what did I miss?')).toEqual(['greeting'])
})
