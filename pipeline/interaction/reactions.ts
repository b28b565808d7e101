// Reactions by kind, and shares.
import type { EventOf } from '../../events/contract.ts'
import { OTHER, REACTIONS_PER_MINUTE_MAX } from '../limits.ts'
import { pinAt } from '../shows/moments.ts'
import { changeMinute, minuteOfTime } from '../shows/windows.ts'
import { ownText } from '../state/own-text.ts'
import type { ReactionMinute, ShowMinute } from '../state/show.ts'
import type { State } from '../state/state.ts'
import type { Step } from '../state/step.ts'
import { seenAt } from './seen.ts'

/** A burst folded into one event counts each of its reactions. */
export function applyReaction(step: Step, event: EventOf<'reaction.sent'>): void {
  const { state, show, session } = step
  if (show === null || session === null) return
  step.momentId = pinAt(show, seenAt(step))?.momentId ?? ''
  const { reaction, count } = event.body
  session.reactions += count
  show.totals.reactions += count
  if (step.late) return
  const minute = changeMinute(state, show, minuteOfTime(step.at_ms))
  minute.reactions += count
  const window = reactionMinute(state, minute, reaction)
  window.count += count
  if (window.dirty) return
  window.dirty = true
  state.dirty.reactions.push(window)
}

export function applyShare(step: Step): void {
  const { state, show, session } = step
  if (show === null || session === null) return
  step.momentId = pinAt(show, seenAt(step))?.momentId ?? ''
  session.shares += 1
  show.totals.shares += 1
  if (!step.late) changeMinute(state, show, minuteOfTime(step.at_ms)).shares += 1
}

function reactionMinute(state: State, of: ShowMinute, said: string): ReactionMinute {
  const known = of.byReaction.get(said)
  if (known !== undefined) return known
  if (of.byReaction.size >= REACTIONS_PER_MINUTE_MAX && said !== OTHER) {
    state.overflow.others += 1
    return reactionMinute(state, of, OTHER)
  }
  const reaction = ownText(said)
  const window: ReactionMinute = { of, reaction, count: 0, dirty: false }
  of.byReaction.set(reaction, window)
  return window
}
