// Owners of partitions that come and go while a show runs, each a member of one Kafka group with a log of its own.
import { expect, vi } from 'vitest'
import type { EventLog } from '../log/contract.ts'
import type { KafkaSettings } from '../log/kafka/settings.ts'
import type { Owner, OwnerOptions } from '../pipeline/runtime/owner.ts'
import { startSharedOwner } from '../pipeline/runtime/shared-owner.ts'
import { PATIENCE_MS } from '../testing/patience.ts'

/** Below the brokers' usual least; the test's broker takes a second. */
const SESSION_MS = 2_000

interface Member {
  readonly owner: Owner
  readonly log: EventLog
}

export interface Fleet {
  /** So many members from now on: the newest leave, or new ones come. Resolves when those that come have started. */
  scale(to: number): Promise<void>
  /** Resolves when each member drives as many partitions as `shares` says, in any order. */
  shared(shares: readonly number[]): Promise<void>
  idle(): Promise<void>
  stop(): Promise<void>
  readonly failed: Promise<Error>
}

export function createFleet(
  options: OwnerOptions,
  kafka: KafkaSettings,
  openLog: () => Promise<EventLog>,
  partitions: number,
): Fleet {
  const members: Member[] = []
  const leaving = new Set<Promise<void>>()
  const failed = Promise.withResolvers<Error>()
  const join = async () => {
    const log = await openLog()
    const owner = await startSharedOwner({ ...options, log, kafka, session_ms: SESSION_MS, report: () => {} })
    void owner.failed.then(failed.resolve)
    members.push({ owner, log })
  }
  const leave = ({ owner, log }: Member) => {
    const gone: Promise<void> = owner
      .stop()
      .then(() => log.close())
      .finally(() => leaving.delete(gone))
    leaving.add(gone)
  }
  const driven = () => members.map(({ owner }) => owner.stats().partitions.length).toSorted((a, b) => a - b)
  const shared = (shares: readonly number[]) =>
    vi.waitFor(() => expect(driven()).toEqual([...shares]), { timeout: PATIENCE_MS, interval: 20 })

  return {
    async scale(to) {
      for (const member of members.splice(to)) leave(member)
      while (members.length < to) await join()
    },
    shared,
    async idle() {
      await Promise.all(leaving)
      await vi.waitFor(() => expect(driven().reduce((sum, count) => sum + count, 0)).toBe(partitions), {
        timeout: PATIENCE_MS,
        interval: 20,
      })
      await Promise.all(members.map(({ owner }) => owner.idle()))
    },
    async stop() {
      for (const member of members.splice(0)) leave(member)
      await Promise.all(leaving)
    },
    failed: failed.promise,
  }
}
