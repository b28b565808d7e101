// A hand-written show in the middle of its evening: what the service would send, in the contract's own types. The numbers
// are chosen, not computed, so that a test can say what must stand on the page.
import type {
  CatalogueEntry,
  Comment,
  CurvePoint,
  LiveFrame,
  LiveNow,
  Label,
  LiveSnapshot,
  Moment,
  QualityGroup,
  ShowSummary,
} from '../../api/contract.ts'
import { MOOD, queueAt, WANTS, WRONG } from './voice.fixture.ts'

export const SHOW_ID = 'autumn-kitchen'
/** 16 October 2025, 20:47:12 in Vienna. */
export const AT_MS = Date.UTC(2025, 9, 16, 18, 47, 12)
export const TIME_ZONE = 'Europe/Vienna'
const MINUTE_MS = 60_000
const STARTED_MS = AT_MS - 47 * MINUTE_MS - 12_000

const TITLES = [
  'Chef’s knife 20 cm',
  'Oak cutting board',
  'Cast-iron pan 26 cm',
  'Enamel pot 4 L',
  'Pepper mill',
  'Linen apron',
  'Bowl set of four',
  'Kitchen scale',
  'Spice box',
  'Rice cooker 1.8 L',
]
const PRICES = [7900, 5400, 4900, 6900, 3900, 2900, 4400, 3500, 5200, 8900]
export const PRODUCTS: readonly CatalogueEntry[] = TITLES.map((title, index) => ({
  productId: `p${index + 1}`,
  title,
  number: index + 1,
  price_minor: PRICES[index]!,
  image: null,
}))

export const MOMENTS: readonly Moment[] = [
  pin('m1', 'p1', 44, 27),
  pin('m2', 'p2', 27, 14.2),
  pin('m3', 'p3', 14.2, null),
  moment('m4', 'game', 'Guess the weight', 13.2, 10.2),
  moment('m5', 'offer', '€39 offer', 9.2, null, { productId: 'p3', price_minor: 3900, plannedEnd_ms: AT_MS + 288_000 }),
  moment('m6', 'poll', 'Which lid?', 3.2, 1.2),
]

function moment(
  momentId: string,
  kind: Moment['kind'],
  title: string,
  fromMinutesAgo: number,
  toMinutesAgo: number | null,
  rest: Partial<Moment> = {},
): Moment {
  return {
    momentId,
    kind,
    title,
    productId: null,
    price_minor: null,
    startsAt_ms: AT_MS - fromMinutesAgo * MINUTE_MS,
    endsAt_ms: toMinutesAgo === null ? null : AT_MS - toMinutesAgo * MINUTE_MS,
    plannedEnd_ms: null,
    ...rest,
  }
}

function pin(momentId: string, productId: string, from: number, to: number | null): Moment {
  return moment(momentId, 'pin', '', from, to, { productId })
}

/** Minutes after the start, viewers: the shape of the evening. */
const SHAPE: readonly (readonly [number, number])[] = [
  [0, 420],
  [3, 3900],
  [8, 7600],
  [15, 9100],
  [22, 9500],
  [27.2, 9850],
  [31, 10480],
  [32.6, 10310],
  [35, 10900],
  [38, 12380],
  [39.4, 13402],
  [41, 12780],
  [42.5, 12120],
  [44, 12090],
  [47.2, 12847],
]

function viewersAt(minute: number): number {
  const next = SHAPE.findIndex(([at]) => at >= minute)
  const [b, y] = SHAPE[Math.max(0, next)]!
  const [a, x] = SHAPE[Math.max(0, next - 1)]!
  const share = b === a ? 1 : (minute - a) / (b - a)
  const smooth = share * share * (3 - 2 * share)
  return x + (y - x) * smooth
}

/** Small waves instead of chance: the same curve every time. */
const wave = (t: number): number => 28 * Math.sin(t / 7.3) + 18 * Math.sin(t / 3.1 + 1) + 12 * Math.sin(t / 1.7)

export const CURVE: readonly CurvePoint[] = Array.from({ length: 47 * 60 + 12 }, (_, second) => {
  const last = second === 47 * 60 + 11
  const peak = second === 39.4 * 60
  const viewers = last
    ? 12_847
    : peak
      ? 13_402
      : Math.min(13_401, viewersAt(second / 60) + wave(second) * Math.min(1, second / 200))
  return { t: Math.floor(STARTED_MS / 1000) + second + 1, viewers: Math.max(0, Math.round(viewers)) }
}).filter((_, index) => index % 2 === 0 || index > 47 * 60 - 300)

const GROUPS: readonly { screen: string; connection: string; watched_ms: number; share: (minute: number) => number }[] =
  [
    { screen: 'phone', connection: 'wifi', watched_ms: 260e6, share: (m) => 0.007 + 0.004 * Math.sin(m) },
    {
      screen: 'phone',
      connection: '4g',
      watched_ms: 180e6,
      share: (m) => (m < 4 ? 0.01 : m < 6 ? 0.05 : 0.1 + 0.04 * Math.sin(m * 1.7)),
    },
    { screen: 'desktop', connection: 'ethernet', watched_ms: 120e6, share: () => 0.004 },
    { screen: 'tv', connection: 'wifi', watched_ms: 60e6, share: (m) => 0.005 + 0.002 * Math.cos(m) },
  ]

function groupsAt(at_ms: number): readonly QualityGroup[] {
  const last = Math.floor(at_ms / MINUTE_MS) * 60
  return GROUPS.map(({ screen, connection, watched_ms, share }) => ({
    screen,
    connection,
    cells: Array.from({ length: 20 }, (_, index) => ({
      minute: last - (19 - index) * 60,
      played_ms: Math.round((watched_ms / 20) * (1 - share(index))),
      rebuffer_ms: Math.round((watched_ms / 20) * share(index)),
    })),
  }))
}

export const SHOW: ShowSummary = {
  showId: SHOW_ID,
  title: 'Autumn Kitchen Live',
  kind: 'demo',
  channel: 'site',
  host: 'Mira',
  currency: 'EUR',
  status: 'live',
  plannedStart_ms: STARTED_MS,
  startedAt_ms: STARTED_MS,
  endedAt_ms: null,
  viewersNow: 12_847,
  peakViewers: 13_402,
  uniqueViewers: 38_214,
  played_ms: 17_000_000_000,
  comments: 14_210,
  orders: 1126,
  buyers: 1071,
  revenue_minor: 4_821_640,
}

export const NOW: LiveNow = {
  status: 'live',
  at_ms: AT_MS,
  sentAt_ms: AT_MS + 400,
  viewers: 12_847,
  peakViewers: 13_402,
  peakAt_ms: STARTED_MS + 39.4 * MINUTE_MS,
  viewersMinuteAgo: 12_535,
  joinsLastMinute: 1046,
  leavesLastMinute: 734,
  uniqueViewers: 38_214,
  medianWatch_ms: 408_000,
  played_ms: 17_000_000_000,
  comments: 14_210,
  commentsLastMinute: 398,
  reactions: 61_200,
  reactionsLastMinute: [
    { reaction: '❤️', count: 1204 },
    { reaction: '👏', count: 318 },
    { reaction: '🔥', count: 187 },
    { reaction: '😂', count: 115 },
  ],
  shares: 902,
  orders: 1126,
  buyers: 1071,
  revenue_minor: 4_821_640,
  engagement: {
    score: 71,
    change: 9,
    usualLow: 48,
    usualHigh: 66,
    parts: [
      { part: 'comments', points: 24, change: 6, rate: 31, usual: 22.4 },
      { part: 'reactions', points: 15, change: 2, rate: 142, usual: 118 },
      { part: 'clicks', points: 18, change: 1, rate: 17.2, usual: 14.9 },
      { part: 'carts', points: 9, change: 0, rate: 3.8, usual: 3.7 },
      { part: 'shares', points: 5, change: 0, rate: 1.1, usual: 1.2 },
    ],
  },
  pinned: {
    momentId: 'm3',
    productId: 'p3',
    pinnedAt_ms: AT_MS - 14.2 * MINUTE_MS,
    offer_minor: 3900,
    last10: { impressions: 18_420, clicks: 2210, carts: 486, checkouts: 240, orders: 171, revenue_minor: 733_200 },
    before10: { impressions: 9310, clicks: 819, carts: 166, checkouts: 80, orders: 57, revenue_minor: 294_000 },
  },
  quality: {
    attempts: 39_000,
    starts: 38_820,
    failures: 121,
    startup_ms: 1200,
    played_ms: 600_000_000,
    rebuffer_ms: 16_000_000,
    bitrate_kbps: 3400,
    latency_ms: 3100,
  },
  qualityGroups: groupsAt(AT_MS),
  mood: MOOD,
  wants: WANTS,
  wrong: WRONG,
  dear: null,
  streamAlert: {
    text: 'Phones on 4G rebuffer 12 % of the last 3 min. The rest is fine.',
    since_ms: AT_MS - 16.2 * MINUTE_MS,
    screen: 'phone',
    connection: '4g',
  },
  trust: { lag_ms: 38, lagging: null, gaps: 0, duplicates: 8820, events: 4_200_000, late: 14 },
}

type Said = readonly [
  author: string | null,
  lang: string | null,
  text: string,
  sentiment: number | null,
  labels: readonly Label[],
  role?: Comment['role'],
]
const SAID: readonly Said[] = [
  ['Anneke V.', 'en', 'love the sound it makes 😄', 0.8, ['praise']],
  ['mark_ok', 'en', 'can you show the bottom again', 0, ['request']],
  ['小林做饭', 'zh', '已下单，第二个了 👍', 0.6, ['purchased']],
  ['Lena', 'en', 'induction?', 0, ['question.use']],
  ['tomas.r', 'en', 'frozen again on my phone 😩', -0.7, ['complaint.stream']],
  ['みさき', 'ja', 'かわいい！これ欲しい 😍', 0.9, ['praise', 'intent']],
  ['Rui P.', 'pt', 'meu avô tinha uma igual', 0.1, []],
  ['kitchen_dad', 'en', '49 was too much, 39 is ok i guess', -0.2, ['complaint.price']],
  ['พลอย', 'th', 'สวยมาก เอา 2 ใบค่ะ ❤️', 0.9, ['intent', 'praise']],
  ['Sofía', 'es', '¿envían a Canarias?', 0, ['question.shipping']],
  ['Mira’s team', 'en', 'Yes! Canarias takes five days.', 0.3, [], 'moderator'],
  ['ليلى', 'ar', 'كم سعر الشحن إلى دبي؟', null, []],
  [null, null, 'first time here, hello from Graz', 0.3, ['greeting']],
  ['Dewi', 'id', 'bagus banget, langsung checkout 🔥', 0.9, ['purchased', 'praise']],
]

/** The nth comment of an endless chat. */
export function comment(n: number, at_ms: number): Comment {
  const kind = n % SAID.length
  const [author, lang, text, sentiment, labels, role = 'viewer'] = SAID[kind]!
  const productId = n % 3 === 0 ? 'p3' : null
  const scored = { sentiment, labels, textKey: 1000 + n, questionKey: '' }
  return { id: `0.${n}.0`, commentId: `c${n}`, at_ms, author, role, text, lang, productId, ...scored }
}

export const COMMENTS: readonly Comment[] = Array.from({ length: 28 }, (_, n) => comment(n, AT_MS - (27 - n) * 2500))

export const SNAPSHOT: LiveSnapshot = {
  show: SHOW,
  products: PRODUCTS,
  moments: MOMENTS,
  now: NOW,
  curve: CURVE,
  comments: COMMENTS,
  questions: queueAt(AT_MS),
}

/** A frame at a time, with what a test wants different; the curve's newest second moves with it. */
export function frame(at_ms: number, now: Partial<LiveNow> = {}, rest: Partial<LiveFrame> = {}): LiveFrame {
  const next: LiveNow = { ...NOW, at_ms, sentAt_ms: at_ms + 400, qualityGroups: groupsAt(at_ms), ...now }
  return {
    now: next,
    curve: [{ t: Math.floor(at_ms / 1000), viewers: next.viewers }],
    comments: [],
    show: null,
    products: null,
    moments: null,
    questions: null,
    ...rest,
  }
}
