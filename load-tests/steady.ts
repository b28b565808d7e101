// Steady ingest: so many batches a second from many viewers' players, for as long as asked. Fails (k6 exits with 99) when
// requests fail, when answers are slow, or when an answer does not say that every event was taken.
// Settings, all optional: -e URL=http://127.0.0.1:8080 -e WRITE_KEY=demo -e RATE=100 -e EVENTS=25 -e DURATION=30s
import { check } from 'k6'
import exec from 'k6/execution'
import http from 'k6/http'
import { Counter } from 'k6/metrics'
import type { Options } from 'k6/options'

const url = __ENV['URL'] ?? 'http://127.0.0.1:8080'
const writeKey = __ENV['WRITE_KEY'] ?? 'demo'
/** Requests a second. */
const rate = Number(__ENV['RATE'] ?? 100)
/** Events a request. */
const events = Number(__ENV['EVENTS'] ?? 25)

export const options: Options = {
  scenarios: {
    steady: {
      executor: 'constant-arrival-rate',
      rate,
      timeUnit: '1s',
      duration: __ENV['DURATION'] ?? '30s',
      preAllocatedVUs: Math.max(10, Math.ceil(rate / 4)),
      maxVUs: Math.max(50, rate * 2),
    },
  },
  thresholds: {
    http_req_failed: ['rate<0.001'],
    http_req_duration: ['p(95)<250', 'p(99)<1000'],
    checks: ['rate>0.999'],
    // Iterations k6 could not begin in time: the load asked for was not the load given.
    dropped_iterations: ['count<10'],
  },
}

const taken = new Counter('events_taken')

interface Answer {
  readonly accepted: number
  readonly refused: number
}

/** One request: a viewer who comes, watches and has sent their reports at once. */
export default function (): void {
  const viewer = `load-${exec.scenario.startTime}-${exec.scenario.iterationInTest}`
  const answer = http.post(`${url}/v1/batch`, JSON.stringify(batchOf(viewer, Date.now())), {
    headers: { 'content-type': 'application/json' },
  })
  const body = answer.status === 200 ? (answer.json() as unknown as Answer) : { accepted: 0, refused: 0 }
  taken.add(body.accepted)
  check(body, {
    'every event was taken': ({ accepted }) => accepted === events,
    'none was refused': ({ refused }) => refused === 0,
  })
}

function batchOf(viewer: string, now_ms: number): unknown {
  return {
    writeKey,
    sentAt: new Date(now_ms).toISOString(),
    batch: Array.from({ length: events }, (_, seq) => reportOf(viewer, seq, now_ms - (events - 1 - seq) * 1000)),
  }
}

function reportOf(viewer: string, seq: number, at_ms: number): unknown {
  const [event, state] = seq === 0 ? ['Video Playback Started', 'starting'] : ['Video Content Playing', 'playing']
  return {
    type: 'track',
    event,
    messageId: `${viewer}-${seq}`,
    anonymousId: viewer,
    timestamp: new Date(at_ms).toISOString(),
    context: { cartbeat: { sessionId: viewer, seq, showId: 'load', latency_ms: 3000, channel: 'site' } },
    properties: { state, played_ms: seq < 2 ? 0 : 1000, rebuffer_ms: 0, hidden: false, muted: false },
  }
}
