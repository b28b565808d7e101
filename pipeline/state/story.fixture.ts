// A small evening that leaves something in every part of a partition's state. Frozen with the bytes in save-v*.fixture.ts:
// they were saved after exactly these records.
import {
  batchOf,
  event,
  MINUTE,
  moment,
  NOTHING_SAID,
  order,
  player,
  product,
  scenario,
  T0,
} from '../scenario.fixture.ts'
import type { Scenario } from '../scenario.fixture.ts'
import { DEFAULT_SETTINGS } from '../contract.ts'

export const OFFER_ENDS_MS = 5 * MINUTE
/** Not the usual ones: what was saved counts. */
export const STORY_SETTINGS = { ...DEFAULT_SETTINGS, closeAfter_ms: 20_000 }

const host = { visitorId: 'host', sessionId: null, source: 'host' }
/** A client that numbers its events, one that only names them, and one in the store. */
const numbered = (seq: number) => ({ seq, userId: 'u1', latency_ms: 2_000 })
const unnumbered = { visitorId: 'v2', sessionId: null, source: 'app', screen: 'tv', connection: 'ethernet' } as const
const shopper = { visitorId: 'v3', sessionId: 's3', showId: null }

export const page = { url: null, path: '/', title: null, referrer: null }

/** Nothing of it was taken as rows or frames. Ends at T0 + 20 s. */
export function tellStory(): Scenario {
  const story = scenario(STORY_SETTINGS)
  const lamp = { productId: 'lamp', title: 'Lampe', number: 1, price_minor: 500, image: null }
  story.send([event('show.started', 0, { ...NOTHING_SAID, title: 'Abend', currency: 'EUR', products: [lamp] }, host)])
  story.send([
    event('moment.started', 500, moment('pin1', 'pin', 'lamp'), host),
    event('moment.started', 500, moment('offer1', 'offer', 'lamp', T0 + OFFER_ENDS_MS), { ...host, messageId: 'h1' }),
  ])
  story.send([event('player.starting', 1_000, player('starting'), numbered(0))])
  story.send([event('player.playing', 2_000, player('playing', { startup_ms: 700 }), numbered(1))])
  story.send([
    event('player.heartbeat', 12_000, player('playing', { played_ms: 9_000, bitrate_bps: 1_500_000 }), numbered(2)),
  ])
  story.send([event('product.clicked', 13_000, product('lamp'), numbered(3))])
  const said = {
    commentId: 'c1',
    text: 'how much is the lamp?',
    lang: 'en',
    author: 'Ada',
    role: 'viewer',
    replyTo: null,
  } as const
  story.send([
    event('chat.posted', 14_000, said, numbered(4)),
    event('question.marked', 14_000, { questionKey: 'price|lamp|', mark: 'pinned' }, host),
    event('reaction.sent', 14_000, { reaction: 'heart', count: 3 }, unnumbered),
    event('page.viewed', 14_000, page, { ...unnumbered, messageId: 'seen-1' }),
  ])
  story.send([event('product.added', 15_000, product('mug'), shopper)])
  const quarantined = {
    source: 'app',
    receivedAt_ms: 0,
    messageId: null,
    reason: 'malformed' as const,
    path: 'a',
    expected: 'b',
    found: 'c',
    raw: '{}',
  }
  const received = [{ source: 'app', events: 4, bots: 2 }]
  const ordered = event('order.completed', 19_000, order('o1', ['lamp']), numbered(5))
  story.batch({ ...batchOf(9, [ordered]), received, quarantined: [quarantined] }, 19_000)
  story.tick(20_000)
  return story
}
