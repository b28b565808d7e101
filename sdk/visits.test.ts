import { describe, expect, it } from 'vitest'
import { memoryShelf } from './shelf.fixture.ts'
import { createVisits, TICKETS_KEY, VISITS_KEY } from './visits.ts'

const HOUR = 3_600_000

describe('a visit', () => {
  it('counts from 0, each show and the store for itself', () => {
    const visits = createVisits(memoryShelf(), memoryShelf())
    visits.claim()
    const given = ['a', 'a', '', 'a', ''].map((show) => visits.next(show, 0))
    expect(given.map((each) => each.seq)).toEqual([0, 1, 0, 2, 1])
    expect(new Set(given.map((each) => each.id)).size).toBe(2)
    expect(given[0]!.id).toBe(given[3]!.id)
  })

  it('goes on after a reload, without a gap and without a number given twice', () => {
    const [tab, shared] = [memoryShelf(), memoryShelf()]
    const before = createVisits(tab, shared)
    before.claim()
    const first = before.next('a', 0)
    before.next('a', 1)
    before.park()
    // The page's own pagehide listener comes after ours.
    before.next('a', 2)
    const after = createVisits(tab, shared)
    after.claim()
    expect(after.next('a', 3)).toEqual({ id: first.id, seq: 3 })
  })

  it('is not shared with a tab duplicated from a living page, nor with one duplicated while the tab was elsewhere', () => {
    const [tab, shared] = [memoryShelf(), memoryShelf()]
    const copyOf = (map: Map<string, string>) => {
      const copy = memoryShelf()
      for (const [key, value] of map) copy.set(key, value)
      return copy
    }
    const living = createVisits(tab, shared)
    living.claim()
    const mine = living.next('a', 0)
    const duplicate = createVisits(copyOf(tab.map), shared)
    duplicate.claim()
    expect(duplicate.next('a', 0).id).not.toBe(mine.id)

    living.park()
    const elsewhere = copyOf(tab.map)
    const back = createVisits(tab, shared)
    back.claim()
    const second = createVisits(elsewhere, shared)
    second.claim()
    expect(back.next('a', 1)).toEqual({ id: mine.id, seq: 1 })
    expect(second.next('a', 1).id).not.toBe(mine.id)
  })

  it('is not shared with a duplicate even where tickets cannot be written', () => {
    const [tab, shared] = [memoryShelf(), memoryShelf()]
    shared.room = 0
    const first = createVisits(tab, shared)
    first.claim()
    const { id } = first.next('a', 0)
    first.park()
    const living = createVisits(tab, shared)
    living.claim()
    // A copy taken of a living tab: there is nothing in it.
    expect([...tab.map]).toEqual([])
    expect(living.next('a', 1)).toEqual({ id, seq: 1 })
  })

  it('comes back with its numbers out of the back/forward cache, also when the next page used some', () => {
    const [tab, shared] = [memoryShelf(), memoryShelf()]
    const first = createVisits(tab, shared)
    first.claim()
    const { id } = first.next('a', 0)
    first.park()
    const next = createVisits(tab, shared)
    next.claim()
    expect(next.next('a', 1)).toEqual({ id, seq: 1 })
    next.park()
    first.claim()
    expect(first.next('a', 2)).toEqual({ id, seq: 2 })
  })

  it('is a new one after a page that died, after a day of silence, and where storage refuses', () => {
    const [tab, shared] = [memoryShelf(), memoryShelf()]
    const died = createVisits(tab, shared)
    died.claim()
    const { id } = died.next('a', 0)
    const after = createVisits(tab, shared)
    after.claim()
    expect(after.next('a', 1)).toMatchObject({ seq: 0 })
    expect(after.next('b', 1).id).not.toBe(id)

    expect(after.next('a', 24 * HOUR).seq).toBe(1)
    expect(after.next('a', 48 * HOUR).seq).toBe(0)

    after.park()
    tab.room = 0
    after.next('a', 48 * HOUR)
    expect(tab.get(VISITS_KEY)).toBeNull()
  })

  it('does not stumble over what others wrote under its name', () => {
    for (const text of ['', '{', 'null', '[]', '{"ticket":"x","visits":[{"id":1}]}', '{"ticket":"x","visits":7}']) {
      const tab = memoryShelf()
      tab.set(VISITS_KEY, text)
      const visits = createVisits(tab, memoryShelf())
      visits.claim()
      expect(visits.next('a', 0).seq).toBe(0)
    }
  })

  it('remembers a bounded number of shows and tickets', () => {
    const [tab, shared] = [memoryShelf(), memoryShelf()]
    const visits = createVisits(tab, shared)
    for (let i = 0; i < 200; i++) {
      visits.claim()
      visits.next(`show ${i}`, i)
      visits.park()
    }
    expect(tab.get(VISITS_KEY)!.match(/"show":/g)).toHaveLength(20)
    expect(shared.get(TICKETS_KEY)!.split(' ').length).toBeLessThanOrEqual(50)
  })
})
