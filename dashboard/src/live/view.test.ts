import { describe, expect, test } from 'vitest'
import type { CurvePoint } from '../../../api/contract.ts'
import { AT_MS, COMMENTS, SNAPSHOT, comment, frame } from '../../stage/show.fixture.ts'
import { COMMENTS_MAX, CURVE_FINE, CURVE_MAX, applyFrame, mergeCurve, viewOfSnapshot } from './view.ts'

const points = (...pairs: readonly (readonly [number, number])[]): CurvePoint[] =>
  pairs.map(([t, viewers]) => ({ t, viewers }))

describe('the curve', () => {
  test('takes new seconds, corrected seconds and seconds out of order', () => {
    const held = points([1, 10], [2, 20], [4, 40])
    expect(mergeCurve(held, points([5, 50], [4, 44], [3, 30]))).toEqual(
      points([1, 10], [2, 20], [3, 30], [4, 44], [5, 50]),
    )
    expect(held).toEqual(points([1, 10], [2, 20], [4, 40]))
  })

  test('takes a second from before everything it holds', () => {
    expect(mergeCurve(points([5, 50]), points([1, 10]))).toEqual(points([1, 10], [5, 50]))
  })

  test('is thinned when it is full: the newest stay second by second, and the first stays', () => {
    const all = Array.from({ length: CURVE_MAX + 1 }, (_, t) => ({ t, viewers: t }))
    const kept = mergeCurve([], all)
    // 3601 points: the newest 1800 all, of the 1801 before every other from the first, 901.
    expect(kept.length).toBe(1800 + 901)
    expect(kept[0]).toEqual({ t: 0, viewers: 0 })
    expect(kept[1]).toEqual({ t: 2, viewers: 2 })
    expect(kept.slice(-CURVE_FINE).map(({ t }) => t)).toEqual(
      Array.from({ length: CURVE_FINE }, (_, index) => 1801 + index),
    )
  })
})

describe('comments', () => {
  test('of an erased visitor go when they come again without a text', () => {
    const view = viewOfSnapshot(SNAPSHOT, null)
    const gone = { ...COMMENTS[1]!, text: '' }
    const kept = COMMENTS.filter(({ id }) => id !== gone.id).map(({ id }) => id)
    expect(applyFrame(view, frame(AT_MS, {}, { comments: [gone] })).comments.map(({ id }) => id)).toEqual(kept)
    expect(viewOfSnapshot({ ...SNAPSHOT, comments: [gone] }, view).comments.map(({ id }) => id)).toEqual(kept)
  })

  test('come once each, however often they are sent', () => {
    const view = viewOfSnapshot(SNAPSHOT, null)
    const again = applyFrame(view, frame(AT_MS, {}, { comments: [COMMENTS.at(-1)!, comment(100, AT_MS)] }))
    expect(again.comments.map(({ id }) => id)).toEqual([...COMMENTS.map(({ id }) => id), '0.100.0'])
    expect(view.commentsSeen).toBe(28)
    expect(again.commentsSeen).toBe(29)
  })

  test('are the newest 200', () => {
    const many = Array.from({ length: 230 }, (_, n) => comment(1000 + n, AT_MS))
    const view = applyFrame(viewOfSnapshot(SNAPSHOT, null), frame(AT_MS, {}, { comments: many }))
    expect(view.comments.length).toBe(COMMENTS_MAX)
    expect(view.comments[0]?.id).toBe('0.1030.0')
    expect(view.commentsSeen).toBe(28 + 230)
  })

  test('of before a lost connection stay in front of those of the new snapshot', () => {
    const before = viewOfSnapshot(SNAPSHOT, null)
    const after = viewOfSnapshot({ ...SNAPSHOT, comments: [COMMENTS.at(-1)!, comment(50, AT_MS)] }, before)
    expect(after.comments.length).toBe(29)
    expect(after.comments.at(-1)?.id).toBe('0.50.0')
  })

  test('of another show do not', () => {
    const before = viewOfSnapshot(SNAPSHOT, null)
    const other = { ...SNAPSHOT, show: { ...SNAPSHOT.show, showId: 'other' }, comments: [comment(50, AT_MS)] }
    expect(viewOfSnapshot(other, before).comments.map(({ id }) => id)).toEqual(['0.50.0'])
  })
})

test('a frame replaces what it says and keeps what it leaves out', () => {
  const view = viewOfSnapshot(SNAPSHOT, null)
  const next = applyFrame(view, frame(AT_MS + 250, { viewers: 12_900 }))
  expect(next.now.viewers).toBe(12_900)
  expect(next.products).toBe(view.products)
  expect(next.moments).toBe(view.moments)
  const moved = applyFrame(next, frame(AT_MS + 500, {}, { moments: [] }))
  expect(moved.moments).toEqual([])
})

test('four hours at four frames a second grow nothing beyond its bound', () => {
  let view = viewOfSnapshot({ ...SNAPSHOT, curve: [], comments: [] }, null)
  let mostPoints = 0
  for (let n = 0; n < 57_600; n++) {
    const at_ms = AT_MS + n * 250
    const second = Math.floor(at_ms / 1000)
    // The last three seconds come again in each frame, as provisional ones do; a comment every other frame.
    const curve = [2, 1, 0].map((ago) => ({ t: second - ago, viewers: 1000 + ((second - ago) % 100) }))
    view = applyFrame(view, frame(at_ms, {}, { curve, comments: n % 2 ? [comment(n, at_ms)] : [] }))
    mostPoints = Math.max(mostPoints, view.curve.length)
  }
  expect(mostPoints).toBeLessThanOrEqual(CURVE_MAX)
  expect(view.comments.length).toBe(COMMENTS_MAX)
  expect(view.commentsSeen).toBe(28_800)
  // AT_MS is a whole second: the last frame stands in second 14,399, and the first point was sent two before the first.
  expect(view.curve.at(-1)?.t).toBe(AT_MS / 1000 + 14_399)
  expect(view.curve[0]?.t).toBe(AT_MS / 1000 - 2)
  const times = view.curve.map(({ t }) => t)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(new Set(times).size).toBe(times.length)
}, 30_000)
