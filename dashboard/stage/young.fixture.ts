// The same show before its start and in its first minute.
import type { LiveSnapshot } from '../../api/contract.ts'
import { AT_MS, COMMENTS, MOMENTS, NOW, PRODUCTS, SHOW, SNAPSHOT } from './show.fixture.ts'
import { NO_MOOD, NO_QUESTIONS } from './voice.fixture.ts'

/** The snapshot of a show that is still to come. */
export const SCHEDULED: LiveSnapshot = {
  show: { ...SHOW, status: 'scheduled', startedAt_ms: null, plannedStart_ms: AT_MS + 760_000 },
  products: PRODUCTS.map((product) => (product.productId === 'p5' ? { ...product, price_minor: null } : product)),
  moments: [],
  curve: [],
  comments: [],
  questions: NO_QUESTIONS,
  now: {
    ...NOW,
    status: 'scheduled',
    viewers: 412,
    peakViewers: 412,
    viewersMinuteAgo: null,
    uniqueViewers: 430,
    comments: 0,
    commentsLastMinute: 0,
    reactionsLastMinute: [],
    orders: 0,
    buyers: 0,
    revenue_minor: 0,
    pinned: null,
    mood: NO_MOOD,
    wants: { viewers: 0, before: 0, products: [] },
    wrong: null,
    dear: null,
    streamAlert: null,
    qualityGroups: [],
    engagement: {
      score: null,
      change: null,
      usualLow: null,
      usualHigh: null,
      parts: NOW.engagement.parts.map((part) => ({ ...part, points: 0, change: null, rate: 0, usual: 0 })),
    },
  },
}

const nothingYet = { impressions: 0, clicks: 0, carts: 0, checkouts: 0, orders: 0, revenue_minor: 0 }

/** The snapshot of a show in its first minute: 37 seconds old, one product pinned, nothing to compare with. */
export const EARLY: LiveSnapshot = {
  ...SNAPSHOT,
  show: { ...SHOW, startedAt_ms: AT_MS - 37_000 },
  moments: [{ ...MOMENTS[2]!, startsAt_ms: AT_MS - 33_000 }],
  curve: Array.from({ length: 37 }, (_, second) => ({
    t: Math.floor(AT_MS / 1000) - 36 + second,
    viewers: Math.round(339 * (1 - Math.exp(-second / 6))),
  })),
  comments: COMMENTS.slice(0, 6),
  questions: NO_QUESTIONS,
  now: {
    ...NOW,
    viewers: 339,
    peakViewers: 339,
    peakAt_ms: AT_MS,
    viewersMinuteAgo: null,
    joinsLastMinute: 577,
    leavesLastMinute: 238,
    uniqueViewers: 571,
    medianWatch_ms: 18_000,
    comments: 45,
    commentsLastMinute: 43,
    reactionsLastMinute: [{ reaction: '❤️', count: 74 }],
    orders: 0,
    buyers: 0,
    revenue_minor: 0,
    mood: NO_MOOD,
    wants: { viewers: 0, before: 0, products: [] },
    wrong: null,
    dear: null,
    streamAlert: null,
    qualityGroups: NOW.qualityGroups.map((group) => ({ ...group, cells: group.cells.slice(-2) })),
    engagement: {
      ...SCHEDULED.now.engagement,
      parts: NOW.engagement.parts.map((part) => ({ ...part, points: 0, change: null, usual: 0 })),
    },
    pinned: {
      ...NOW.pinned!,
      pinnedAt_ms: AT_MS - 33_000,
      offer_minor: null,
      last10: { ...nothingYet, impressions: 524, clicks: 51, carts: 6, checkouts: 1 },
      before10: nothingYet,
    },
  },
}

/** 2:24 into it: twelve want to buy, eleven find it dear, and nobody knows yet how they feel. */
export const TWO_MINUTES_IN: LiveSnapshot = {
  ...EARLY,
  show: { ...SHOW, startedAt_ms: AT_MS - 144_000 },
  moments: [{ ...MOMENTS[2]!, startsAt_ms: AT_MS - 140_000 }],
  now: {
    ...EARLY.now,
    mood: {
      ...NO_MOOD,
      last10: { viewers: 24, mean: -0.22, low: -0.5, high: 0.06 },
      bars: NO_MOOD.bars.map((_, index) => (index % 5 === 0 ? 6 : 0)),
    },
    wants: { viewers: 12, before: 0, products: [{ productId: 'p3', viewers: 9, before: 0 }] },
    dear: { viewers: 11, before: 0 },
    pinned: { ...EARLY.now.pinned!, pinnedAt_ms: AT_MS - 140_000 },
  },
}
