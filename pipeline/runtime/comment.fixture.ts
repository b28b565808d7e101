// One comment as a collector hands it on, for tests of the owner: what is in it matters little, that it is counted once does.
import type { Event } from '../../events/contract.ts'

export interface CommentFacts {
  readonly messageId: string
  readonly at_ms: number
  readonly visitorId?: string
  readonly sessionId?: string
}

export function commentEvent({ messageId, at_ms, visitorId = 'v1', sessionId = 's1' }: CommentFacts): Event {
  return {
    kind: 'chat.posted',
    name: 'Live Comment Posted',
    messageId,
    visitorId,
    userId: null,
    sessionId,
    seq: null,
    showId: 'show1',
    occurredAt_ms: at_ms,
    receivedAt_ms: at_ms,
    mediaTime_ms: null,
    latency_ms: null,
    source: 'web',
    channel: null,
    screen: 'phone',
    connection: 'wifi',
    type: 'track',
    properties: null,
    context: null,
    body: { commentId: messageId, text: 'hi', lang: null, author: null, role: 'viewer', replyTo: null },
  }
}
