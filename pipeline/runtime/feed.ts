// The live feed in memory, and the bridge that carries frames from the owner's thread to it.
import type { MessagePort } from 'node:worker_threads'
import type { LiveFeed, PartitionFrame } from '../contract.ts'

type Listener = (frame: PartitionFrame) => void

/** Frames to everyone who listens; a listener that throws is reported once and harms nobody. */
export function createLiveFeed(report: (message: string) => void = console.error): LiveFeed {
  const newest = new Map<number, PartitionFrame>()
  const listeners = new Set<Listener>()
  const reported = new WeakSet<Listener>()

  const give = (listener: Listener, frame: PartitionFrame) => {
    try {
      listener(frame)
    } catch (error) {
      if (reported.has(listener)) return
      reported.add(listener)
      report(`a listener of the live feed threw: ${String(error)}`)
    }
  }

  return {
    publish(frame) {
      newest.set(frame.partition, frame)
      // A copy: a listener may leave, or another come, while it runs.
      const present = [...listeners]
      for (const listener of present) give(listener, frame)
    },
    subscribe(listener) {
      // Wrapped, so that the same function given twice is two subscriptions.
      const mine: Listener = (frame) => listener(frame)
      listeners.add(mine)
      for (const frame of newest.values()) give(mine, frame)
      return () => void listeners.delete(mine)
    },
  }
}

/** What an owner publishes into: the half of the feed that can be in another thread. */
export type FramePublisher = Pick<LiveFeed, 'publish'>

/** The owner's end: frames go through the port as structured clones. */
export function publishToPort(port: Pick<MessagePort, 'postMessage'>): FramePublisher {
  return { publish: (frame) => port.postMessage(frame) }
}

/** The other end: frames that arrive are published. Returns how to stop. */
export function publishFromPort(port: MessagePort, feed: FramePublisher): () => void {
  const onFrame = (frame: PartitionFrame) => feed.publish(frame)
  port.on('message', onFrame)
  return () => void port.off('message', onFrame)
}
