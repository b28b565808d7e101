import { expect, it } from 'vitest'
import { fingerprintOf } from '../../events/fingerprint.ts'
import { commentFrame } from './frames.fixture.ts'
import { forgetErased } from './forget.ts'
import { addComments, createShowModel } from './model.ts'
import { hear } from './voice/book.ts'
import { queueOf } from './voice/queue.ts'

const question = { questionKey: 'price|pan|', labels: 1 }
const comments = [
  commentFrame({ ...question, id: '0.1.0', visitorId: 'zelda', at_ms: 1_000, text: 'Zelda here, how much?' }),
  commentFrame({ ...question, id: '0.2.0', visitorId: 'link', at_ms: 2_000, text: 'what does it cost?' }),
  commentFrame({
    id: '0.3.0',
    visitorId: 'zelda',
    at_ms: 3_000,
    text: 'my address is 12 Castle Road',
    questionKey: 'only hers',
  }),
]
const isErased = (visitorId: string) => fingerprintOf(visitorId) === fingerprintOf('zelda')

it('takes what an erased visitor wrote from the list and the queue, and says which comments they were', () => {
  const model = createShowModel('s')
  addComments(model, comments)
  hear(model.voice, comments, 3_000)
  expect(queueOf(model.voice).questions.map(({ asked, example }) => [asked, example])).toContainEqual([
    2,
    'Zelda here, how much?',
  ])
  const gone = forgetErased(model, isErased)
  expect(gone.map(({ id, text, author }) => [id, text, author])).toEqual([
    ['0.1.0', '', null],
    ['0.3.0', '', null],
  ])
  expect(model.comments.map(({ id }) => id)).toEqual(['0.2.0'])
  expect(queueOf(model.voice).questions.map(({ asked, example }) => [asked, example])).toEqual([[1, '…']])
  // The next wording is shown in place of theirs.
  hear(
    model.voice,
    [commentFrame({ ...question, id: '0.4.0', visitorId: 'epona', at_ms: 4_000, text: 'price?' })],
    4_000,
  )
  expect(queueOf(model.voice).questions.map(({ asked, example }) => [asked, example])).toEqual([[2, 'price?']])
  expect(forgetErased(model, isErased)).toEqual([])
})
