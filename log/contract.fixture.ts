// What every EventLog must do: run by the test of each adapter.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '../events/contract.ts'
import { LogClosedError, LogFullError, OffsetGoneError } from './contract.ts'
import type { Append, EventLog } from './contract.ts'

export interface LogUnderTest {
  readonly partitions: number
  readonly clock: Clock
  readonly bytesMax?: number
}

/** Where adapters differ. */
export interface Traits {
  /** Records carry a time of the log's own, not the clock's: then only their order can be known. */
  readonly hasOwnTime?: boolean
  /** Has no bound of its own on what it holds: that is the brokers' affair. */
  readonly isUnbounded?: boolean
}

const ALL = { records: 1000, bytes: 1_000_000 }

const append = (partition: number, text: string): Append => ({ partition, bytes: Buffer.from(text) })

async function texts(log: EventLog, partition: number, from = 0, limit = ALL): Promise<string[]> {
  const records = await log.read(partition, from, limit)
  return records.map((record) => `${record.offset}:${Buffer.from(record.bytes).toString()}`)
}

/** `make` opens a new empty log each time. */
export function describeEventLog(
  adapter: string,
  make: (options: LogUnderTest) => Promise<EventLog>,
  { hasOwnTime = false, isUnbounded = false }: Traits = {},
): void {
  const at = (time_ms: number) => (hasOwnTime ? expect.any(Number) : time_ms)
  describe(`${adapter} event log`, () => {
    let now = 1000
    const clock = () => now
    let log: EventLog

    beforeEach(async () => {
      now = 1000
      log = await make({ partitions: 3, clock })
    })
    afterEach(() => log.close())

    it('gives offsets from 0 in each partition, in the order given', async () => {
      expect(await log.append([append(0, 'a'), append(2, 'b'), append(0, 'c')])).toEqual([
        { partition: 0, offset: 0, appendedAt_ms: at(1000) },
        { partition: 2, offset: 0, appendedAt_ms: at(1000) },
        { partition: 0, offset: 1, appendedAt_ms: at(1000) },
      ])
      now = 1007
      expect(await log.append([append(0, 'd')])).toEqual([{ partition: 0, offset: 2, appendedAt_ms: at(1007) }])
      expect(await texts(log, 0)).toEqual(['0:a', '1:c', '2:d'])
      expect(await texts(log, 1)).toEqual([])
      expect(await texts(log, 2)).toEqual(['0:b'])
      expect((await log.read(0, 2, ALL))[0]?.appendedAt_ms).toEqual(at(1007))
      expect(await log.endOffsets()).toEqual([3, 0, 1])
    })

    it('keeps the order of concurrent appends', async () => {
      const given = Array.from({ length: 300 }, (_, i) => i)
      const appended = await Promise.all(given.map((i) => log.append([append(i % 3, `n${i}`)])))
      expect(appended.map(([first]) => first?.offset)).toEqual(given.map((i) => Math.floor(i / 3)))
      expect(await texts(log, 1, 98)).toEqual(['98:n295', '99:n298'])
    })

    it('takes bytes as they are, none and many, and keeps them when the caller reuses its buffer', async () => {
      const mine = Uint8Array.from({ length: 70_000 }, (_, i) => i % 251)
      await log.append([
        { partition: 0, bytes: mine },
        { partition: 0, bytes: new Uint8Array() },
        { partition: 0, bytes: mine.subarray(3, 9) },
      ])
      const want = mine.slice()
      mine.fill(0)
      const [whole, none, part] = await log.read(0, 0, ALL)
      expect(Buffer.compare(whole?.bytes ?? Buffer.of(), want)).toBe(0)
      expect(none?.bytes.length).toBe(0)
      expect([...(part?.bytes ?? [])]).toEqual([3, 4, 5, 6, 7, 8])
    })

    it('never lets time go back within a partition', async () => {
      await log.append([append(0, 'a')])
      now = 400
      const times = (await log.append([append(0, 'b'), append(1, 'c')])).map((a) => a.appendedAt_ms)
      expect(times).toEqual([at(1000), at(400)])
      const [first, second] = await log.read(0, 0, ALL)
      expect(second?.appendedAt_ms).toBe(times[0])
      expect(second?.appendedAt_ms).toBeGreaterThanOrEqual(first?.appendedAt_ms ?? NaN)
    })

    it('reads no more than asked, yet one record where there is one', async () => {
      await log.append(['aaaa', 'bbbb', 'cccc', 'dddd'].map((text) => append(0, text)))
      expect(await texts(log, 0, 1, { records: 2, bytes: 100 })).toEqual(['1:bbbb', '2:cccc'])
      expect(await texts(log, 0, 0, { records: 9, bytes: 11 })).toEqual(['0:aaaa', '1:bbbb'])
      expect(await texts(log, 0, 0, { records: 9, bytes: 12 })).toEqual(['0:aaaa', '1:bbbb', '2:cccc'])
      expect(await texts(log, 0, 0, { records: 9, bytes: 1 })).toEqual(['0:aaaa'])
      expect(await texts(log, 0, 4)).toEqual([])
      expect(await texts(log, 0, 99)).toEqual([])
    })

    it.skipIf(isUnbounded)('refuses what is over its bound and writes nothing of it', async () => {
      const small = await make({ partitions: 2, clock, bytesMax: 20_000 })
      await small.append([append(0, 'x'.repeat(8000))])
      await expect(small.append([append(1, 'a'), append(0, 'x'.repeat(16_000))])).rejects.toThrow(LogFullError)
      expect(await small.endOffsets()).toEqual([1, 0])
      expect(await small.append([append(1, 'fits')])).toEqual([{ partition: 1, offset: 0, appendedAt_ms: at(1000) }])
      await small.trim(0, 1)
      await small.append([append(0, 'x'.repeat(16_000))])
      expect(await small.endOffsets()).toEqual([2, 1])
      await small.close()
    })

    it('wakes who waits for an offset, and only then', async () => {
      let woken = ''
      const second = log.waitFor(1, 1, 60_000).then(() => (woken += 'second'))
      await log.append([append(1, 'a'), append(0, 'b'), append(0, 'c')])
      await log.waitFor(1, 0, 60_000)
      expect(woken).toBe('')
      await log.append([append(1, 'd')])
      await second
      expect(woken).toBe('second')
    })

    it('stops waiting after the time given', async () => {
      await log.waitFor(0, 0, 5)
      expect(await log.endOffsets()).toEqual([0, 0, 0])
    })

    it('forgets what is trimmed and says so', async () => {
      await log.append(['a', 'b', 'c'].map((text) => append(0, text)))
      await log.trim(0, 2)
      await log.trim(0, 1)
      expect(await log.startOffsets()).toEqual([2, 0, 0])
      expect(await texts(log, 0, 2)).toEqual(['2:c'])
      await expect(log.read(0, 1, ALL)).rejects.toThrow(OffsetGoneError)
      await expect(log.read(0, 1, ALL)).rejects.toMatchObject({ start: 2 })
      await log.trim(0, 50)
      expect(await log.startOffsets()).toEqual([3, 0, 0])
      expect(await log.append([append(0, 'd')])).toEqual([{ partition: 0, offset: 3, appendedAt_ms: at(1000) }])
      expect(await texts(log, 0, 3)).toEqual(['3:d'])
    })

    it('takes an append of nothing', async () => {
      expect(await log.append([])).toEqual([])
    })

    it('refuses partitions and offsets there cannot be, writing nothing', async () => {
      await expect(log.append([append(0, 'a'), append(3, 'b')])).rejects.toThrow(RangeError)
      await expect(log.read(-1, 0, ALL)).rejects.toThrow(RangeError)
      await expect(log.read(0, 0.5, ALL)).rejects.toThrow(RangeError)
      await expect(log.read(0, 0, { records: 0, bytes: 1 })).rejects.toThrow(RangeError)
      expect(await log.endOffsets()).toEqual([0, 0, 0])
    })

    it('answers nothing once closed, and lets go who waits', async () => {
      const waiting = expect(log.waitFor(0, 0, 60_000)).rejects.toThrow(LogClosedError)
      const last = log.append([append(0, 'last')])
      await log.close()
      await waiting
      expect((await last)[0]?.offset).toBe(0)
      await expect(log.append([append(0, 'a')])).rejects.toThrow(LogClosedError)
      await expect(log.append([])).rejects.toThrow(LogClosedError)
      await expect(log.read(0, 0, ALL)).rejects.toThrow(LogClosedError)
      await expect(log.waitFor(0, 0, 1)).rejects.toThrow(LogClosedError)
      await expect(log.endOffsets()).rejects.toThrow(LogClosedError)
      await expect(log.startOffsets()).rejects.toThrow(LogClosedError)
      await expect(log.trim(0, 0)).rejects.toThrow(LogClosedError)
      await log.close()
    })
  })
}
