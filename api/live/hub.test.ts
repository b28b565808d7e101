import { describe, expect, it } from 'vitest'
import { fingerprintOf } from '../../events/fingerprint.ts'
import type { PartitionFrame } from '../../pipeline/contract.ts'
import type { LiveFrame, LiveSnapshot } from '../contract.ts'
import { UNDECLARED_SHOWS_KEPT_MAX } from '../limits.ts'
import { commentFrame, frame, minuteFrame, orderFrame, showFrame } from './frames.fixture.ts'
import type { History } from './history.ts'
import { createHub } from './hub.ts'
import type { LiveHub } from './hub.ts'

const T0 = 1_700_000_040_000 // the start of a minute
const S0 = T0 / 1000
const nothing: History = {
  declared: null,
  moments: [],
  seconds: [],
  totals: [],
  watch: [],
  minutes: [],
  reactions: [],
  products: [],
  quality: [],
  comments: [],
  said: [],
  marks: [],
  orders: [],
}

interface World {
  readonly hub: LiveHub
  readonly give: (frame: PartitionFrame) => void
  now: number
  history: History | Error
}

function world(history: History | Error = nothing): World & { readonly looks: string[] } {
  const listeners = new Set<(frame: PartitionFrame) => void>()
  const made = { now: T0, history, looks: [] as string[] }
  const feed = {
    publish: () => undefined,
    subscribe(listener: (frame: PartitionFrame) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const hub = createHub({
    feed,
    clock: () => made.now,
    pace: () => made.now,
    load: async (showId) => {
      made.looks.push(showId)
      if (made.history instanceof Error) throw made.history
      return made.history
    },
    loadPast: async () => null,
    trust: () => ({ duplicates: 0, events: 0 }),
    epoch: 'e',
    report: () => undefined,
  })
  return Object.assign(made, { hub, give: (given: PartitionFrame) => listeners.forEach((listener) => listener(given)) })
}

type Message = { readonly id: string; readonly event: string; readonly data: unknown }

/** Reads one message a call; a message never spans two chunks here. */
function reader(stream: ReadableStream<Uint8Array>): () => Promise<Message | null> {
  const source = stream.getReader()
  return async () => {
    for (;;) {
      const { value, done } = await source.read()
      if (done) return null
      const fields = new Map(
        new TextDecoder()
          .decode(value)
          .trim()
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const),
      )
      if (!fields.has('event')) continue
      const data: unknown = JSON.parse(fields.get('data') ?? 'null')
      return { id: fields.get('id') ?? '', event: fields.get('event') ?? '', data }
    }
  }
}

async function open(hub: LiveHub, lastEventId: string | null = null): Promise<() => Promise<Message | null>> {
  const stream = await hub.open('s', lastEventId, () => {})
  if (stream === null || stream === 'full') throw new Error(`no stream: ${stream}`)
  return reader(stream)
}

describe('the hub', () => {
  it("tells every page at once which comments are an erased visitor's, and shows none that SQL tells late", async () => {
    const said = commentFrame({ id: '0.1.0', visitorId: 'zelda', at_ms: T0, text: 'I am Zelda' })
    const w = world({ ...nothing, comments: [{ ...said, id: '0.0.0' }] })
    w.give(frame({ offset: 1, time_ms: T0, shows: [showFrame({ showId: 's', comments: [said] })] }))
    const next = await open(w.hub)
    const texts = (message: Message | null) =>
      (message!.data as LiveFrame | LiveSnapshot).comments.map(({ id, text }) => [id, text])
    expect(texts(await next())).toEqual([
      ['0.0.0', 'I am Zelda'],
      ['0.1.0', 'I am Zelda'],
    ])
    w.now += 250
    w.give(frame({ offset: 2, time_ms: T0 + 250, shows: [], erased: [fingerprintOf('zelda')] }))
    w.hub.tick()
    const blank = [
      ['0.0.0', ''],
      ['0.1.0', ''],
    ]
    expect(texts(await next())).toEqual(blank)
    // Who comes now may hold them from before.
    expect(texts(await (await open(w.hub))())).toEqual(blank)
    w.hub.close()
  })

  it('adds partitions, overlays SQL, and a frame given twice changes nothing', async () => {
    const w = world({
      ...nothing,
      // Three came before the API did; partition 1 stood at offset 5.
      seconds: [
        { part: 'log/0', version: 2, second: S0 - 100, values: [2, 0] },
        { part: 'log/1', version: 5, second: S0 - 90, values: [1, 0] },
        { part: 'log/1', version: 5, second: S0 - 1, values: [9, 0] }, // older than the frame below
      ],
    })
    const one = frame({
      partitions: 2,
      offset: 10,
      time_ms: T0,
      shows: [showFrame({ showId: 's', viewers: 2, seconds: [] })],
    })
    const two = frame({
      partition: 1,
      partitions: 2,
      offset: 7,
      time_ms: T0 - 500,
      shows: [showFrame({ showId: 's', viewers: 3, seconds: [{ second: S0 - 1, joins: 3, leaves: 1 }] })],
    })
    for (const each of [one, two, two, one]) w.give(each)
    const next = await open(w.hub)
    const snapshot = (await next())?.data as LiveSnapshot
    expect(snapshot.now.viewers).toBe(5)
    expect(snapshot.now.at_ms).toBe(T0 - 500)
    expect(snapshot.now.peakViewers).toBe(5) // 2 + 1 + (3 - 1)
    expect(snapshot.curve.at(-1)).toEqual({ t: S0 - 1, viewers: 5 })
    expect(snapshot.curve.find(({ t }) => t === S0 - 91)?.viewers).toBe(2)
  })

  it('takes a show that is no longer told of for empty, unless there was no room for it', () => {
    const w = world()
    w.give(frame({ offset: 1, time_ms: T0, shows: [showFrame({ showId: 's', viewers: 7 })] }))
    w.give(frame({ offset: 2, time_ms: T0, more: true }))
    expect(w.hub.viewers()).toEqual(new Map([['s', 7]]))
    w.give(frame({ offset: 3, time_ms: T0 }))
    expect(w.hub.viewers()).toEqual(new Map([['s', 0]]))
    w.hub.close()
  })

  it('names the partition that lags behind the others', async () => {
    const w = world()
    const tell = (partition: number, after_ms: number) =>
      w.give(
        frame({
          partition,
          partitions: 2,
          offset: after_ms,
          time_ms: T0 + after_ms,
          shows: [showFrame({ showId: 's' })],
        }),
      )
    tell(0, 0)
    tell(1, 0)
    expect(w.hub.peek('s')?.trust.lagging).toBeNull()
    tell(1, 12_000)
    w.now += 12_000
    expect(w.hub.peek('s')).toMatchObject({
      at_ms: T0,
      trust: { lag_ms: 12_000, lagging: { partition: 0, isMissing: false, others: 0 } },
    })
  })

  it('counts an order once over partitions and shows, and moves it when a better copy comes', async () => {
    const w = world()
    const lines = [{ productId: 'p', momentId: '', quantity: 2, price_minor: 500 }]
    const order = (said: object) => orderFrame({ orderId: 'o', at_ms: T0 - 2000, total_minor: 1000, lines, ...said })
    const give = (showId: string, offset: number, orders: readonly ReturnType<typeof order>[]) =>
      w.give(frame({ offset, time_ms: T0, shows: [showFrame({ showId, orders })] }))
    give('s', 1, [order({ offset: 1 }), order({ offset: 1, index: 3 }), orderFrame({ orderId: 'other', at_ms: T0 })])
    expect(w.hub.peek('s')).toMatchObject({ orders: 2, buyers: 1, revenue_minor: 1000 })
    give('t', 2, [order({ offset: 2, at_ms: T0 - 3000 })])
    expect(w.hub.peek('s')).toMatchObject({ orders: 1, buyers: 1, revenue_minor: 0 })
    expect(w.hub.peek('t')).toMatchObject({ orders: 1, buyers: 1, revenue_minor: 1000 })
  })

  it('takes what an order came to from a proven copy of no show, whichever of the two a frame tells first', () => {
    for (const isProvenFirst of [true, false]) {
      const w = world()
      const shows = [showFrame({ showId: 's', orders: [orderFrame({ orderId: 'o', at_ms: T0, total_minor: 99 })] })]
      const orders = [orderFrame({ orderId: 'o', at_ms: T0, attributed: false, proven: true, total_minor: 45 })]
      const page = (offset: number) => frame({ offset, time_ms: T0, shows })
      const shop = (offset: number) => frame({ partition: 1, offset, time_ms: T0, orders })
      w.give(isProvenFirst ? shop(1) : page(1))
      w.give(isProvenFirst ? page(2) : shop(2))
      expect(w.hub.peek('s')).toMatchObject({ orders: 1, revenue_minor: 45 })
    }
  })

  it('sends a frame for what moved, a sign of life after 150 ms without, and nothing in between', async () => {
    const w = world()
    w.give(frame({ offset: 1, time_ms: T0, shows: [showFrame({ showId: 's', viewers: 1 })] }))
    const next = await open(w.hub)
    expect((await next())?.event).toBe('snapshot')
    w.now += 100
    w.hub.tick()
    w.give(
      frame({
        offset: 2,
        time_ms: T0 + 250,
        shows: [showFrame({ showId: 's', viewers: 2, minutes: [minuteFrame({ minute: S0, comments: 1 })] })],
      }),
    )
    w.now += 20
    w.hub.tick()
    const moved = await next()
    expect(moved).toMatchObject({ event: 'frame', data: { now: { viewers: 2, commentsLastMinute: 1 } } })
    w.now += 149
    w.hub.tick()
    w.now += 1
    w.hub.tick()
    expect(await next()).toMatchObject({ event: 'frame', data: { now: { sentAt_ms: w.now } } })
  })

  it('resumes with what was missed as one frame, and with a snapshot beyond a minute', async () => {
    const w = world()
    const step = (offset: number, comments: readonly string[]) => {
      w.give(
        frame({
          offset,
          time_ms: T0 + offset,
          shows: [
            showFrame({
              showId: 's',
              viewers: offset,
              comments: comments.map((id) => commentFrame({ id, at_ms: T0 })),
            }),
          ],
        }),
      )
      w.now += 250
      w.hub.tick()
    }
    step(1, [])
    const next = await open(w.hub)
    const first = await next()
    step(2, ['a'])
    const second = await next()
    step(3, ['b'])
    step(4, ['c'])
    const resumed = await (await open(w.hub, second?.id ?? ''))()
    expect(resumed?.event).toBe('frame')
    const data = resumed?.data as LiveFrame
    expect(data.comments.map(({ text }) => text)).toEqual(['b', 'c'])
    expect(data.now.viewers).toBe(4)
    expect((await (await open(w.hub, 'other-3'))())?.event).toBe('snapshot')
    w.now += 61_000
    step(5, [])
    expect((await (await open(w.hub, first?.id ?? ''))())?.event).toBe('snapshot')
  })

  it('goes on without SQL, and takes the past in when it is back', async () => {
    const w = world(new Error('away'))
    w.give(frame({ offset: 1, time_ms: T0, shows: [showFrame({ showId: 's', viewers: 4 })] }))
    await w.hub.settled()
    expect(w.hub.peek('s')?.viewers).toBe(4)
    w.history = { ...nothing, seconds: [{ part: 'log/0', version: 1, second: S0 - 5, values: [6, 0] }] }
    w.now += 1_001
    w.hub.tick()
    await w.hub.settled()
    expect(w.hub.peek('s')?.peakViewers).toBe(6)
  })

  it('has a gap after a leap of the time over many records, and none as a log begins or goes on after a pause', async () => {
    const { hub, give } = world()
    const gaps = () => hub.peek('s')?.trust.gaps
    give(frame({ offset: -1, time_ms: 0 }))
    // Its first records: from no time at all to now.
    give(frame({ offset: 19, time_ms: T0, shows: [showFrame({ showId: 's' })] }))
    await hub.settled()
    expect(gaps()).toBe(0)
    // Nothing ran for an hour.
    give(frame({ offset: 20, time_ms: T0 + 3_600_000, shows: [showFrame({ showId: 's' })] }))
    expect(gaps()).toBe(0)
    // An hour of records was stepped between two frames: more closed than one tells of.
    give(frame({ offset: 5_020, time_ms: T0 + 7_200_000, shows: [showFrame({ showId: 's' })] }))
    expect(gaps()).toBe(1)
  })

  it('says nothing of a show nobody has heard of', async () => {
    expect(await world().hub.open('nowhere', null, () => {})).toBeNull()
  })

  it('knows nobody is there once a partition no longer speaks of the show', () => {
    const w = world()
    w.give(frame({ offset: 1, time_ms: T0, shows: [showFrame({ showId: 's', viewers: 4 })] }))
    w.give(frame({ offset: 2, time_ms: T0 + 60_000, shows: [] }))
    expect(w.hub.viewers().get('s')).toBe(0)
  })
})

describe('a flood of shows that nobody declared', () => {
  const names = (count: number) => Array.from({ length: count }, (_, n) => `junk${n}`)

  it('reads only a few from SQL, once, and leaves the declared ones their place', async () => {
    const w = world()
    const declared = { title: 'Ours', showKind: 'demo', channel: 'site', host: '', currency: 'EUR' } as const
    const times = { plannedStart_ms: null, startedAt_ms: T0, endedAt_ms: null }
    const ours = showFrame({ showId: 's', viewers: 3, declared: { ...declared, ...times, products: [] } })
    for (let offset = 1; offset <= 20; offset++) {
      const junk = names(1_000).map((showId) => showFrame({ showId, viewers: 1 }))
      w.give(frame({ offset, time_ms: T0 + offset * 250, shows: [...junk, ours] }))
      w.now += 250
      w.hub.tick()
      await w.hub.settled()
    }
    expect(w.looks.length).toBeLessThanOrEqual(UNDECLARED_SHOWS_KEPT_MAX + 1)
    expect(w.hub.viewers().size).toBe(UNDECLARED_SHOWS_KEPT_MAX + 1)
    expect(w.hub.viewers().get('s')).toBe(3)
  })

  it('lets in one that somebody opens', async () => {
    const w = world({
      ...nothing,
      totals: [{ part: 'log/0', version: 1, values: [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0] }],
    })
    w.give(frame({ offset: 1, shows: names(1_000).map((showId) => showFrame({ showId, viewers: 1 })) }))
    expect(await w.hub.open('junk999', null, () => {})).toBeInstanceOf(ReadableStream)
    w.give(frame({ offset: 2, shows: [showFrame({ showId: 'junk999', viewers: 4 })] }))
    expect(w.hub.viewers().get('junk999')).toBe(4)
  })
})
