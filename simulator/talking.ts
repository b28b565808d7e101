// What viewers say: comments from the corpus that fit the moment, reactions in bursts, now and then a share.
import { comment, type Topic } from './corpus/corpus.ts'
import { between, chance, identifier, pick, waiting, weighted } from './random.ts'
import type { Stage } from './stage.ts'
import type { OpenVisit } from './visit.ts'

/** Per viewer-minute, of a viewer of ordinary temper. */
const COMMENTS_A_MINUTE = 0.09
const REACTIONS_A_MINUTE = 0.3
const SHARES_A_MINUTE = 0.004

export interface Talker {
  /** Begins with the first frame. */
  begin(at_ms: number): void
  /** Says something of the topic soon. */
  prompt(topic: Topic, at_ms: number): void
}

/** `trouble` tells whether the viewer's own player stalled lately; `present` whether anyone sits before it. */
export function createTalker(open: OpenVisit, stage: Stage, trouble: () => boolean, present: () => boolean): Talker {
  const { random, visitor } = open
  // A few people write most of what is written.
  const temper = weighted(random, [
    [0.15, 70],
    [1.2, 22],
    [6, 8],
  ])
  const spammer = chance(random, 0.004)
  const spam = spammer ? comment(random, visitor.lang, 'spam') : ''

  function chat(at_ms: number): void {
    if (present()) say(at_ms, pickTopic(at_ms))
    open.at(at_ms + waiting(random, (60_000 / COMMENTS_A_MINUTE / temper) * calm(at_ms)), chat)
  }
  function say(at_ms: number, topic: Topic): void {
    const pinned = stage.order.pinAt(at_ms - (open.latency_ms ?? 0))?.product ?? pick(random, stage.script.products)
    const text = spammer ? spam : fill(comment(random, visitor.lang, topic), pinned.title, pinned.price_minor ?? 0)
    open.say('chat.posted', at_ms, {
      commentId: `m-${identifier(random, 14)}`,
      text,
      lang: visitor.lang,
      author: visitor.name,
      role: 'viewer',
      replyTo: null,
    })
  }
  function fill(line: string, title: string, price_minor: number): string {
    return line.replace('{product}', title).replace('{price}', (price_minor / 100).toFixed(price_minor % 100 ? 2 : 0))
  }
  function pickTopic(at_ms: number): Topic {
    if (trouble() && chance(random, 0.6)) return 'stream'
    const offer = stage.order.offerAt(at_ms - (open.latency_ms ?? 0)) !== null
    return weighted(random, [
      ['praise', 26],
      ['product', 22],
      ['question', 20],
      ['price', offer ? 22 : 8],
      ['shipping', 8],
      ['chatter', 14],
      ['complaint', 4],
    ] as const)
  }
  function react(at_ms: number): void {
    if (present()) {
      const reaction = weighted(random, stage.script.reactions)
      const burst = chance(random, 0.3) ? between(random, 2, 9) : 1
      open.say('reaction.sent', at_ms, { reaction, count: burst })
    }
    open.at(at_ms + waiting(random, (60_000 / REACTIONS_A_MINUTE / Math.sqrt(temper)) * calm(at_ms)), react)
  }
  /** Below 1 while something goes on: an offer or a game makes people write and react more. */
  function calm(at_ms: number): number {
    const lively = stage.order.running(at_ms).some((moment) => moment.kind !== 'pin')
    return lively ? 0.45 : 1
  }
  function share(at_ms: number): void {
    if (present())
      open.say('share.sent', at_ms, { target: pick(random, ['whatsapp', 'copy', 'instagram', 'line', 'x']) })
  }

  return {
    begin(at_ms) {
      if (chance(random, 0.05)) open.at(at_ms + between(random, 2_000, 9_000), (then_ms) => say(then_ms, 'greeting'))
      open.at(at_ms + waiting(random, 60_000 / COMMENTS_A_MINUTE / temper), chat)
      open.at(at_ms + waiting(random, 60_000 / REACTIONS_A_MINUTE / Math.sqrt(temper)), react)
      open.at(at_ms + waiting(random, 60_000 / SHARES_A_MINUTE), share)
    },
    prompt: (topic, at_ms) => open.at(at_ms + between(random, 1_500, 9_000), (then_ms) => say(then_ms, topic)),
  }
}
