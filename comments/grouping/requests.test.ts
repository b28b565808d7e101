import { expect, test } from 'vitest'
import { labelBit, labelNames, type Label } from '../contract.ts'
import { createScorer } from '../scorer.ts'
import { askedByForm, questionKeyOf } from './grouping.ts'
import { readText } from './lexicon.ts'
import { isRequestAlone, withRequest } from './requests.ts'

const scorer = createScorer()
/** As the pipeline labels a comment. */
const labelled = (text: string) => {
  const { labels } = scorer.score(text)
  return labels | askedByForm(text, labels)
}
const bits = (...labels: Label[]) => labels.reduce((set, label) => set | labelBit(label), 0)

test.each([
  "can you show the Chef's knife 20 cm again?",
  'can you try it on?',
  'could you hold no. 3 closer to the camera?',
  'can we see it in sunlight',
  '能再展示一下20厘米的刀吗？',
  '可以试穿一下吗？',
  '主播能穿一下M码吗',
  '¿puedes enseñar otra vez el cuchillo de 20 cm?',
  '¿te lo puedes probar?',
  'pode mostrar a faca de 20 cm de novo?',
  'você pode provar?',
  'vous pouvez remontrer le couteau 20 cm ?',
  'tu peux l’essayer ?',
  'on peut voir le dessous ?',
  'könnt ihr das Messer 20 cm nochmal zeigen?',
  'kannst du die mal anziehen?',
  'kak, bisa lihat pisau 20 cm lagi?',
  'bisa dicoba kak?',
  '20cmの包丁をもう一度見せてもらえますか？',
  '着てもらってもいいですか？',
  'ขอดูมีด 20 ซม. อีกทีได้ไหมคะ',
  'ลองใส่ให้ดูได้ไหมคะ',
])('%s is a request alone, and stands in no queue', (text) => {
  expect(labelNames(labelled(text))).toEqual(['request'])
  expect(questionKeyOf(text, labelled(text), 'knife')).toBe('')
})

test.each([
  'Can you show it again, and how much is it?',
  '能再展示一下吗？多少钱？',
  '¿puedes enseñarlo otra vez y cuánto cuesta?',
  'pode mostrar de novo, e quanto custa?',
  "vous pouvez le remontrer, et c'est combien ?",
  'kannst du das nochmal zeigen, und was kostet das?',
  'bisa tunjukin lagi kak, harganya berapa?',
  'もう一度見せてもらえますか？あといくらですか？',
  'ขอดูอีกทีได้ไหมคะ ราคาเท่าไหร่',
])('%s is both', (text) => expect(labelNames(labelled(text))).toEqual(['question.price', 'request']))

test.each<[string, Label[], Label[]]>([
  // What one may do with a thing is no deed of the host.
  ['can you put it in the dishwasher?', ['question.use'], ['question.use']],
  ['can I try it on at the shop?', ['question.other'], ['question.other']],
  ['bisa dipakai di kompor induksi?', ['question.use'], ['question.use']],
  ['on peut le mettre au four ?', ['question.use'], ['question.use']],
  // A word for the price is a question, whatever the host is asked.
  ['the price again please', ['question.price', 'request'], ['question.price', 'request']],
  ['show it again please', ['question.other', 'praise', 'request'], ['praise', 'request']],
  ['show it again please', [], []],
  ['please show us the inside', [], ['request']],
  ['please show us the inside', ['spam'], ['spam']],
])('%s labelled %j is %j', (text, before, after) => {
  readText(text)
  expect(labelNames(withRequest(bits(...before)))).toEqual(labelNames(bits(...after)))
})

test('no request, no request alone', () => {
  readText('try it on')
  expect(isRequestAlone(bits('question.use'))).toBe(false)
  expect(isRequestAlone(bits('question.use', 'request'))).toBe(true)
})
