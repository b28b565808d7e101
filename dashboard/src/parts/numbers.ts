// Which number of the pages is which metric of the registry, and the few that are about the page itself.

export interface PageNote {
  readonly title: string
  readonly counts: string
}

/** Numbers that are metrics: id here -> name in the registry. */
export const METRIC_OF = {
  viewers: 'concurrent_viewers',
  uniqueViewers: 'unique_viewers',
  peakViewers: 'peak_viewers',
  medianWatch: 'median_watch_time',
  watchTime: 'watch_time',
  retention: 'retention',
  shares: 'shares',
  revenue: 'revenue',
  orders: 'orders',
  buyers: 'buyers',
  conversion: 'conversion',
  storeConversion: 'store_conversion',
  lift: 'lift',
  engagement: 'engagement',
  impressions: 'impressions',
  clicks: 'clicks',
  carts: 'carts',
  ctr: 'ctr',
  ctor: 'ctor',
  gpm: 'gpm',
  rebufferShare: 'rebuffer_share',
  startup: 'startup_time',
  failures: 'playback_failures',
  bitrate: 'bitrate',
  latency: 'latency',
  comments: 'comments',
  reactions: 'reactions',
  late: 'late_events',
  mood: 'mood',
  questionRate: 'question_rate',
  answerTime: 'answer_time',
  unanswered: 'unanswered_share',
} as const satisfies Readonly<Record<string, string>>

/** Numbers the registry has no query for: the last minute as it runs, and this page's own data. */
export const NOTES = {
  joins: {
    title: 'Joined in the last minute',
    counts:
      'Sessions that became viewers in the last 60 seconds of data. One that left and came back joined again, so joined less left is the change of viewers now.',
  },
  leaves: {
    title: 'Left in the last minute',
    counts:
      'Sessions that stopped being viewers in the last 60 seconds of data: paused, ended, went away, or were silent for 25 s.',
  },
  wants: {
    title: 'They want to buy',
    counts:
      'Viewers who wrote in the last five minutes that they want a product, or asked how to buy it, each counted once; beside it how many times as many as in the five minutes before. The product is the one they named, else the one pinned on their screen. Spam is left out.',
  },
  wrong: {
    title: 'Something is wrong',
    counts:
      'Viewers who complained in the last five minutes of the thing most of them complain of, each counted once; three at least: of the stream, the quality or the delivery. Complaints of the stream are set against what the players report by themselves.',
  },
  dear: {
    title: 'They find it too expensive',
    counts:
      'Viewers who complained of a price in the last five minutes, each counted once; three at least. It is told apart from what is wrong: a price is for the host to talk about.',
  },
  productRevenue: {
    title: 'Product revenue',
    counts:
      'Pieces times price of the products in the orders attributed to the show. Shipping is not in it, nor what else a shop puts on an order’s total; the host’s revenue is those totals.',
  },
  cartRate: {
    title: 'Cart rate',
    counts: 'Times the pinned product was put into a cart, of the clicks on it, in the last ten minutes.',
  },
  duplicates: {
    title: 'Duplicates',
    counts: 'Events that arrived more than once, of all that arrived. Each is counted once; the copies are left out.',
  },
  dataAge: {
    title: 'Data age',
    counts:
      'The time since the slowest part of the service last moved on, by the server’s own clock, plus the time this page has waited since. Older than 5 s is hatched, older than 60 s hidden.',
  },
  lag: {
    title: 'Pipeline lag',
    counts:
      'From the moment the log has an event to the moment the processor has counted it, for the slowest partition.',
  },
  gaps: {
    title: 'Gaps',
    counts:
      'Stretches of this show that the live numbers are still without and that are being read from the tables: one for a moment after a start or a long outage, none when they are whole.',
  },
  difference: {
    title: 'Difference of the rates',
    counts:
      'The show’s conversion less the store’s, in percentage points, with Newcombe’s hybrid score interval at 95 %. It says how many more of a hundred viewers bought; the ratio says how many times as many.',
  },
  pace: {
    title: 'Orders in a moment',
    counts:
      'All orders of the show per minute while the moment ran, divided by orders per minute in the five minutes before it, with a score interval for the ratio of two rates at 95 %. It says what changed, not what the moment caused: several run at once, and viewers come and go.',
  },
  finality: {
    title: 'Provisional, final',
    counts:
      'An order counts for the show its buyer touched within the 24 hours before, and a browser that was offline may report up to 24 hours late. So a show’s numbers may grow until 48 hours after its end; then they stand.',
  },
  provisional: {
    title: 'Provisional',
    counts: 'The last 30 seconds still take in events that arrive late; behind them the numbers stand.',
  },
} as const satisfies Readonly<Record<string, PageNote>>

export type CountedId = keyof typeof METRIC_OF | keyof typeof NOTES
