import { describe, expect, test } from 'vitest'
import type { Question } from '../../../../api/contract.ts'
import { AT_MS } from '../../../stage/show.fixture.ts'
import { queueAt } from '../../../stage/voice.fixture.ts'
import {
  CHOICE_MS,
  READ_MS,
  afterMarks,
  answerTime,
  heldRows,
  meantBy,
  moved,
  rowsOf,
  selectionIn,
} from './questionQueue.ts'

const [first, second, third] = queueAt(AT_MS).questions as readonly [Question, Question, Question]
const keys = (questions: readonly Question[]): string[] => questions.map(({ example }) => example.slice(0, 8))
const LIST = [first, second, third]

test('a mark shows before the service has it', () => {
  const answered = new Map([[first.questionKey, 'answered' as const]])
  expect(keys(afterMarks(LIST, answered))).toEqual(['How much', '有大一点的吗？2'.slice(0, 8)])
  const pinned = afterMarks(LIST, new Map([[third.questionKey, 'pinned' as const]]))
  expect(pinned[0]).toEqual({ ...third, pinned: true })
  expect(pinned.slice(1)).toEqual([first, second])
  const open = new Map([[third.questionKey, 'open' as const]])
  expect(afterMarks([{ ...third, pinned: true }, first], open)).toEqual([third, first])
})

test('a held list moves nobody, keeps what closed in its place and takes what is new at its end', () => {
  const more = { ...second, askers: 40 }
  const fresh = { ...first, questionKey: 'new', example: 'Is it new?' }
  // The service says: the new one leads, the second overtook, the first is answered.
  const rows = heldRows(rowsOf(LIST), [fresh, more, third])
  expect(rows.map(({ question, gone }) => [question.questionKey, question.askers, gone])).toEqual([
    [first.questionKey, 23, true],
    [second.questionKey, 40, false],
    [third.questionKey, 11, false],
    ['new', 23, false],
  ])
  // Taken back while still held: open again, in the same place.
  expect(heldRows(rows, LIST)[0]).toEqual({ question: first, gone: false })
})

describe('the selection', () => {
  const top = selectionIn(null, ['a', 'b', 'c'], false, 0)!

  test('is the top question while nobody chose', () => {
    expect(top.questionKey).toBe('a')
    expect(selectionIn(top, ['b', 'a', 'c'], false, 1)?.questionKey).toBe('b')
    expect(selectionIn(top, [], false, 1)).toBeNull()
  })

  test('a key pressed just as the top changes means the question that was read', () => {
    const changed = selectionIn(top, ['b', 'a', 'c'], false, 5000)!
    expect(meantBy(changed, 5000 + READ_MS - 1)).toBe('a')
    expect(meantBy(changed, 5000 + READ_MS)).toBe('b')
  })

  test('a choice follows its question for a while, then the top is selected again', () => {
    const chosen = moved(top, ['a', 'b', 'c'], 1, 1000)
    expect(chosen.questionKey).toBe('b')
    const later = selectionIn(chosen, ['a', 'c', 'b'], false, 999 + CHOICE_MS)!
    expect([later.questionKey, later.index]).toEqual(['b', 2])
    expect(selectionIn(later, ['a', 'c', 'b'], false, 1000 + CHOICE_MS)?.questionKey).toBe('a')
    expect(selectionIn(later, ['a', 'c', 'b'], true, 1000 + CHOICE_MS)?.questionKey).toBe('b')
  })

  test('when its question is gone, what took the place is selected', () => {
    const middle = moved(top, ['a', 'b', 'c'], 1, 0)
    expect(selectionIn(middle, ['a', 'c'], false, 1)?.questionKey).toBe('c')
    const last = moved(moved(middle, ['a', 'b', 'c'], 1, 0), ['a', 'b', 'c'], 1, 0)
    expect(last.questionKey).toBe('c')
    expect(selectionIn(last, ['a', 'b'], false, 1)?.questionKey).toBe('b')
  })
})

test('the time to an answer is told in minutes and seconds', () => {
  expect([400, 52_000, 112_000, 120_000].map((ms) => answerTime(ms).replaceAll('\u202f', ' '))).toEqual([
    '0 s',
    '52 s',
    '1 min 52 s',
    '2 min',
  ])
})
