import { expect, test } from 'vitest'
import type { ShowListEntry, ShowStatus } from '../../../../api/contract.ts'
import { conversionOf, found, groupsOf, joined } from './shows.ts'

const show = (showId: string, status: ShowStatus, at_ms: number, rest: Partial<ShowListEntry> = {}): ShowListEntry => ({
  showId,
  title: `Show ${showId}`,
  kind: 'demo',
  channel: 'site',
  host: 'Mira',
  currency: 'EUR',
  status,
  plannedStart_ms: at_ms,
  startedAt_ms: status === 'scheduled' ? null : at_ms,
  endedAt_ms: status === 'ended' ? at_ms + 1 : null,
  viewersNow: 0,
  peakViewers: 0,
  uniqueViewers: 0,
  played_ms: 0,
  comments: 0,
  orders: 0,
  buyers: 0,
  revenue_minor: 0,
  shape: [],
  ...rest,
})

test('what runs stands first, then what comes soonest, then what was newest', () => {
  const shows = [
    show('e1', 'ended', 1),
    show('s2', 'scheduled', 99),
    show('s1', 'scheduled', 50),
    show('e2', 'ended', 2),
    show('l', 'live', 3),
  ]
  expect(groupsOf(shows).map((group) => group.shows.map(({ showId }) => showId))).toEqual([
    ['l'],
    ['s1', 's2'],
    ['e2', 'e1'],
  ])
  expect(groupsOf([])).toEqual([])
})

test('a show of two pages stands once, as the first page has it', () => {
  const first = [show('new', 'live', 3), show('a', 'ended', 2)]
  // Meanwhile `new` began, so `b` left the first page, and `a` came to its end.
  const known = [show('a', 'live', 2), show('b', 'ended', 1), show('b', 'ended', 1), show('c', 'ended', 0)]
  expect(joined(first, known).map(({ showId, status }) => `${showId} ${status}`)).toEqual([
    ...['new live', 'a ended', 'b ended', 'c ended'],
  ])
})

test('conversion is buyers of viewers', () => {
  expect(conversionOf(show('a', 'ended', 1, { buyers: 2, uniqueViewers: 8 }))).toBe(0.25)
  expect(conversionOf(show('a', 'ended', 1, { buyers: 2 }))).toBe(1)
  expect(conversionOf(show('a', 'ended', 1))).toBeNull()
})

test('a show is found by its name, host, id or words', () => {
  const one = show('kitchen', 'live', 1, { title: 'Herbst', host: 'Kai' })
  for (const text of ['herb', 'KAI', 'kitch', 'tiktok']) expect(found(one, text, () => 'TikTok')).toBe(true)
  expect(found(one, 'street', () => 'TikTok')).toBe(false)
})
