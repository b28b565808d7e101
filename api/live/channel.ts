// One show's stream: frames encoded once and given to every client, the last minute of them kept for resuming.
import type { LiveFrame, LiveSnapshot } from '../contract.ts'
import { SSE_CLIENT_BYTES_MAX, SSE_RESUME_MS, SSE_STALLED_MS } from '../limits.ts'
import { mergeFrames } from './merge.ts'

interface Sent {
  readonly id: number
  readonly at_ms: number
  readonly frame: LiveFrame
}

interface Client {
  readonly stream: ReadableStreamDefaultController<Uint8Array>
  readonly cut: () => void
  /** Newest frame it was given. */
  id: number
  /** Since when it has read nothing; null while it keeps up. */
  behindSince_ms: number | null
}

export interface Channel {
  readonly clients: ReadonlySet<Client>
  /** Gives a frame to everyone. */
  send(frame: LiveFrame, now_ms: number): void
  /** Starts everyone anew: what changed is more than a frame holds. */
  restart(now_ms: number): void
  /** A new client's stream; `lastEventId` as its browser says it; `cut` ends its connection: who reads nothing hears no end. */
  open(lastEventId: string | null, cut: () => void): ReadableStream<Uint8Array>
  close(reason: string): void
}

const encoder = new TextEncoder()

/**
 * `epoch` tells this channel's ids from those of one before it; `snapshot` is asked for the state as of the last frame;
 * `onLeave` is told why a client was let go, null where it went by itself.
 */
export function createChannel(
  epoch: string,
  snapshot: () => LiveSnapshot,
  onLeave: (reason: string | null) => void,
): Channel {
  const clients = new Set<Client>()
  let ring: Sent[] = []
  let newest = 0
  /** Those who come within one frame share a snapshot. */
  let shared: { readonly id: number; readonly bytes: Uint8Array } | null = null

  function message(event: string, id: number, body: unknown): Uint8Array {
    return encoder.encode(`id: ${epoch}-${id}\nevent: ${event}\ndata: ${JSON.stringify(body)}\n\n`)
  }

  function snapshotMessage(): Uint8Array {
    if (shared?.id !== newest) shared = { id: newest, bytes: message('snapshot', newest, snapshot()) }
    return shared.bytes
  }

  /** What a client that has frame `id` needs to have the newest; null when it has it. */
  function catchUp(id: number): Uint8Array | null {
    if (id === newest) return null
    const missed = ring.filter((sent) => sent.id > id)
    const reaches = missed.length > 0 && missed[0]?.id === id + 1
    if (!reaches) return snapshotMessage()
    return message('frame', newest, mergeFrames(missed.map((sent) => sent.frame)))
  }

  function give(client: Client, bytes: Uint8Array | null): void {
    if (bytes) client.stream.enqueue(bytes)
    client.id = newest
    client.behindSince_ms = null
  }

  function drop(client: Client, reason: string): void {
    clients.delete(client)
    client.stream.enqueue(encoder.encode(`event: dropped\ndata: ${JSON.stringify({ reason })}\n\n`))
    client.stream.close()
    onLeave(reason)
  }

  function giveAll(bytes: Uint8Array, before: number, now_ms: number): void {
    for (const client of clients) {
      const hasRoom = (client.stream.desiredSize ?? 0) > 0
      if (hasRoom && client.id === before) give(client, bytes)
      else if (hasRoom) give(client, catchUp(client.id))
      else {
        client.behindSince_ms ??= now_ms
        if (now_ms - client.behindSince_ms <= SSE_STALLED_MS) continue
        drop(client, 'stalled')
        client.cut()
      }
    }
  }

  return {
    clients,
    send(frame, now_ms) {
      const before = newest
      newest += 1
      ring.push({ id: newest, at_ms: now_ms, frame })
      const oldest = ring.findIndex((sent) => sent.at_ms >= now_ms - SSE_RESUME_MS)
      if (oldest > 0) ring = ring.slice(oldest)
      if (clients.size > 0) giveAll(message('frame', newest, frame), before, now_ms)
    },
    restart(now_ms) {
      newest += 1
      ring = []
      if (clients.size > 0) giveAll(snapshotMessage(), newest - 1, now_ms)
    },
    open(lastEventId, cut) {
      let client: Client
      return new ReadableStream<Uint8Array>(
        {
          start(stream) {
            client = { stream, cut, id: resumeFrom(lastEventId, epoch), behindSince_ms: null }
            clients.add(client)
            stream.enqueue(encoder.encode('retry: 1000\n\n'))
            const missed = client.id >= 0 && client.id <= newest ? catchUp(client.id) : null
            const isCurrent = client.id === newest
            give(client, missed ?? (isCurrent ? null : snapshotMessage()))
          },
          cancel() {
            if (clients.delete(client)) onLeave(null)
          },
        },
        new ByteLengthQueuingStrategy({ highWaterMark: SSE_CLIENT_BYTES_MAX }),
      )
    },
    close(reason) {
      for (const client of clients) drop(client, reason)
    },
  }
}

/** The frame a client says it has; -1 when it has none of this channel's. */
function resumeFrom(lastEventId: string | null, epoch: string): number {
  if (!lastEventId?.startsWith(`${epoch}-`)) return -1
  const id = Number(lastEventId.slice(epoch.length + 1))
  return Number.isSafeInteger(id) && id >= 0 ? id : -1
}
