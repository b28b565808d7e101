// What the comments of late say together. Working it out looks through all of them; of a flood that is tens of milliseconds,
// and a frame has a quarter of a second: of many it is said anew once a second.
import type { LiveNow } from '../../contract.ts'
import { VOICE_AGAIN_MS, VOICE_LOOKED_THROUGH_MAX } from '../../limits.ts'
import type { VoiceBook } from './book.ts'
import { moodAt } from './mood.ts'
import { dearAt, wantsAt, wrongAt } from './signals.ts'

export type Heard = Pick<LiveNow, 'mood' | 'wants' | 'wrong' | 'dear'>

/** At `at_ms`, the data's time; up to VOICE_AGAIN_MS before it where more than VOICE_LOOKED_THROUGH_MAX comments are recent. */
export function heardAt(book: VoiceBook, at_ms: number, alert: LiveNow['streamAlert']): Heard {
  const { recent, heard } = book
  const isRecent = heard !== null && at_ms >= heard.at_ms && at_ms < heard.at_ms + VOICE_AGAIN_MS
  if (isRecent && recent.length > VOICE_LOOKED_THROUGH_MAX) return heard.says
  const says: Heard = {
    mood: moodAt(recent, at_ms),
    wants: wantsAt(recent, at_ms),
    wrong: wrongAt(recent, at_ms, alert),
    dear: dearAt(recent, at_ms),
  }
  book.heard = { at_ms, says }
  return says
}
