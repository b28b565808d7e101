// Traffic of many shows at once, of very different sizes: the first has SHARE_OF_FIRST of it, the others what is left by
// Zipf's law. Batches carry viewers of any show, as a relay's do.
import { chance, weighted, type Random } from '../../simulator/random.ts'
import { BATCH_EVENTS, WRITE_KEY } from './templates.ts'

const SHARE_OF_FIRST = 0.8
const COMMENTS = 0.03
/** A viewer's player reports this often. */
const HEARTBEAT_MS = 10_000

export interface ManyShows {
  readonly showIds: readonly string[]
  /** The next body, of what happens at `now_ms`. */
  body(now_ms: number): string
}

interface Show {
  readonly showId: string
  readonly viewers: number
  /** Events sent, which number its viewers' turns and their events. */
  sent: number
}

export function createManyShows(random: Random, count: number, eventsPerS: number): ManyShows {
  const zipf = Array.from({ length: count - 1 }, (_, i) => 1 / (i + 1))
  const sum = zipf.reduce((all, share) => all + share, 0)
  const shares = [SHARE_OF_FIRST, ...zipf.map((share) => ((1 - SHARE_OF_FIRST) * share) / sum)]
  const shows = shares.map((share, i): readonly [Show, number] => {
    const viewers = Math.max(1, Math.round((share * eventsPerS * HEARTBEAT_MS) / 1000))
    return [{ showId: `show-${i}`, viewers, sent: 0 }, share]
  })

  function event(show: Show, now_ms: number): object {
    const viewer = `${show.showId}-${show.sent % show.viewers}`
    const seq = Math.floor(show.sent++ / show.viewers)
    const isComment = seq > 0 && chance(random, COMMENTS)
    return {
      type: 'track',
      event: seq === 0 ? 'Video Playback Started' : isComment ? 'Live Comment Posted' : 'Video Content Playing',
      messageId: `${viewer}-${seq}`,
      anonymousId: viewer,
      timestamp: new Date(now_ms).toISOString(),
      context: { cartbeat: { sessionId: viewer, seq, showId: show.showId, channel: 'site' } },
      properties: isComment ? { text: `Is it heavy? ${seq}` } : { state: 'playing', played_ms: seq * HEARTBEAT_MS },
    }
  }

  return {
    showIds: shows.map(([{ showId }]) => showId),
    body(now_ms) {
      const batch = Array.from({ length: BATCH_EVENTS }, () => event(weighted(random, shows), now_ms))
      return JSON.stringify({ writeKey: WRITE_KEY, sentAt: new Date(now_ms).toISOString(), batch })
    },
  }
}
