// The audience rules once more, slowly: everything is kept, sorted and counted at the end. Shares no code with the
// processor, so that the two can only agree by both being right.
import { PLAYER_STATES, type Event, type PlayerBody } from '../../events/contract.ts'

/** An event and the log's time when it came. */
export interface Arrival {
  readonly event: Event
  readonly at_ms: number
}

export interface Expected {
  /** Net of each "show second" where anything happened: [joins, leaves]. */
  readonly seconds: Record<string, [number, number]>
  /** By session id: what its row says. */
  readonly sessions: Record<string, { played_ms: number; events: number; late: number; first_joined_at: number | null }>
  readonly viewers: Record<string, number>
  /** "show minute" to new viewers. */
  readonly newViewers: Record<string, number>
  readonly duplicates: number
}

interface Report {
  readonly at_ms: number
  readonly seq: number
  readonly body: PlayerBody
  readonly late: boolean
}

const PRESENT = new Set(PLAYER_STATES.slice(0, 2).concat('rebuffering', 'seeking'))

export function expectedAudience(arrivals: readonly Arrival[], end_ms: number): Expected {
  const sessions = new Map<string, { show: string; visitor: string; reports: Report[] }>()
  const seen = new Set<string>()
  let time_ms = 0
  let duplicates = 0
  for (const { event, at_ms } of arrivals) {
    time_ms = Math.max(time_ms, at_ms)
    const id = `${event.sessionId}`
    const number = `${id} ${event.seq}`
    if (seen.has(number)) {
      duplicates++
      continue
    }
    seen.add(number)
    const session = sessions.get(id) ?? { show: `${event.showId}`, visitor: event.visitorId, reports: [] }
    sessions.set(id, session)
    const late = event.occurredAt_ms < time_ms - 30_000
    session.reports.push({ at_ms: event.occurredAt_ms, seq: event.seq ?? -1, body: event.body as PlayerBody, late })
  }

  const expected: Expected = { seconds: {}, sessions: {}, viewers: {}, newViewers: {}, duplicates }
  const firstJoin = new Map<string, number>()
  for (const [id, { show, visitor, reports }] of sessions) {
    const timely = reports.filter((report) => !report.late).sort((a, b) => a.at_ms - b.at_ms || a.seq - b.seq)
    const stays = presence(timely)
    const add = (at_ms: number, which: 0 | 1): void => {
      const second = Math.floor(at_ms / 1000)
      if (second > Math.floor(end_ms / 1000)) return
      const counts = (expected.seconds[`${show} ${second}`] ??= [0, 0])
      counts[which] += 1
    }
    for (const [from_ms, to_ms] of stays) {
      add(from_ms, 0)
      add(to_ms, 1)
    }
    const times = reports.map((report) => report.at_ms)
    const length_ms = Math.max(...times) - Math.min(...times)
    const measured_ms = reports.reduce((sum, report) => sum + (report.body.played_ms ?? 0), 0)
    expected.sessions[id] = {
      played_ms: Math.min(length_ms, measured_ms + unmeasured(timely)),
      events: reports.length,
      late: reports.filter((report) => report.late).length,
      first_joined_at: stays[0]?.[0] ?? null,
    }
    const joined_ms = stays[0]?.[0]
    if (joined_ms === undefined) continue
    const key = `${show} ${visitor}`
    firstJoin.set(key, Math.min(firstJoin.get(key) ?? Infinity, joined_ms))
  }
  for (const [key, joined_ms] of firstJoin) {
    const show = key.split(' ')[0] ?? ''
    expected.viewers[show] = (expected.viewers[show] ?? 0) + 1
    const minute = `${show} ${Math.floor(joined_ms / 60_000) * 60}`
    expected.newViewers[minute] = (expected.newViewers[minute] ?? 0) + 1
  }
  return expected
}

/** From when to when a session is present: stretches that touch are one. */
function presence(reports: readonly Report[]): [number, number][] {
  const stays: [number, number][] = []
  reports.forEach((report, i) => {
    if (!PRESENT.has(report.body.state) || (report.body.hidden && report.body.muted)) return
    const to_ms = Math.min(report.at_ms + 25_000, reports[i + 1]?.at_ms ?? Infinity)
    const before = stays[stays.length - 1]
    const wentOn = i > 0 && before !== undefined && before[1] === report.at_ms && isPresent(reports[i - 1])
    if (wentOn) before[1] = to_ms
    else stays.push([report.at_ms, to_ms])
  })
  return stays
}

function isPresent(report: Report | undefined): boolean {
  return report !== undefined && PRESENT.has(report.body.state) && !(report.body.hidden && report.body.muted)
}

function unmeasured(reports: readonly Report[]): number {
  let sum_ms = 0
  reports.forEach((report, i) => {
    const before = reports[i - 1]
    if (report.body.played_ms !== null || before === undefined || before.body.state !== 'playing') return
    const parts = [report.at_ms - before.at_ms, 60_000]
    if (report.body.position_ms !== null && before.body.position_ms !== null) {
      parts.push(Math.max(0, report.body.position_ms - before.body.position_ms))
    }
    sum_ms += Math.min(...parts)
  })
  return sum_ms
}
