import { expect, test } from 'vitest'
import { labelBit, labelNames, type Label } from '../contract.ts'
import { askedByForm } from './grouping.ts'

const asked = (text: string, ...labels: Label[]) =>
  labelNames(
    askedByForm(
      text,
      labels.reduce((bits, label) => bits | labelBit(label), 0),
    ),
  )

test.each<[string, readonly Label[], string]>([
  ['whats the price of the lamp', [], 'question.price'],
  ['price?', ['praise'], 'question.price'],
  ['sorry late, is it for induction or not?', ['complaint.delivery'], 'question.use'],
  ['价格再说一下', ['request'], 'question.price'],
  ['¿hacen envíos?', [], 'question.shipping'],
  ['link pls', ['intent'], 'question.how_to_buy'],
])('%s beside %s asks %s', (text, labels, question) => expect(asked(text, ...labels)).toEqual([question]))

test.each<[string, readonly Label[]]>([
  // Nothing known is asked.
  ['how is everyone?', []],
  ['what a dog', []],
  // No form of a question.
  ['sold out in two minutes wow', ['praise']],
  ['great price', ['praise']],
  // A grudge is no question, and neither is an advert.
  ['who pays that price?', ['complaint.price']],
  ['want free coupons? link in bio', ['spam']],
  // Labelled already.
  ['how much', ['question.other']],
])('%s beside %s asks nothing more', (text, labels) => expect(asked(text, ...labels)).toEqual([]))
