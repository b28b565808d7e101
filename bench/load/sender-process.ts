// The process load comes from: real HTTP over kept connections, as fast as it is answered, or so much a second.
import { Agent, request } from 'node:http'
import { answerCalls } from '../measure/calls.ts'
import { createSchedule, dueEvents, type Schedule } from './schedule.ts'
import { BATCH_EVENTS, makeTemplates, type Templates } from './templates.ts'

/** How often requests that are due are looked for. */
const TICK_MS = 2
/** Templates hold so much of the show; after it the schedule begins anew with other viewers. */
const STRETCH_S = 90

export interface SendOptions {
  readonly port: number
  /** Requests under way at once; with all of them busy what is due waits. */
  readonly connections: number
  /** Events a second of the show; without `paced` they come as fast as they are answered. */
  readonly rate: number
  readonly paced: boolean
  /** Until it is as many, growing evenly: nobody's viewers all come in one second. */
  readonly ramp_ms: number
}

export interface Sent {
  readonly events: number
  readonly accepted: number
  /** Requests that were not answered with 200. */
  readonly failed: number
  /** Requests that are due and not yet sent. */
  readonly behind: number
  readonly cpu_s: number
}

export interface LoadFacts {
  readonly heartbeats: number
  readonly bytesPerEvent: number
}

const functions = {
  prepare(seed: number): LoadFacts {
    templates = makeTemplates(seed, STRETCH_S)
    return { heartbeats: templates.heartbeats, bytesPerEvent: templates.bytesPerEvent }
  },
  start(options: SendOptions): void {
    if (!templates) throw new Error('prepare first')
    sending = send(createSchedule(templates, options.rate), options)
  },
  /** Counts so far. */
  sent: (): Sent => (sending ? sending.sent() : { events: 0, accepted: 0, failed: 0, behind: 0, cpu_s: 0 }),
  /** Resolves when what is under way is answered. */
  async stop(): Promise<Sent> {
    await sending?.stop()
    return functions.sent()
  },
}
export type Sender = typeof functions

let templates: Templates | null = null
let sending: ReturnType<typeof send> | null = null
answerCalls(functions)

function send(schedule: Schedule, { port, connections, rate, paced, ramp_ms }: SendOptions) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const began_ms = performance.now()
  let next = 0
  let underWay = 0
  let accepted = 0
  let failed = 0
  let stopping = false
  let stopped = () => {}

  const due = () =>
    paced ? Math.floor(dueEvents(performance.now() - began_ms, rate, ramp_ms) / BATCH_EVENTS) : Infinity

  function sendDue(): void {
    const until = due()
    while (!stopping && underWay < connections && next < until) post(schedule.body(next++))
  }

  function post(body: Buffer): void {
    underWay++
    const options = { agent, port, host: '127.0.0.1', method: 'POST', path: '/v1/batch' }
    const headers = { 'content-type': 'application/json', 'content-length': body.length }
    const sent = request({ ...options, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => (text += chunk))
      answer.on('end', () => {
        if (answer.statusCode === 200) accepted += (JSON.parse(text) as { accepted: number }).accepted
        else failed++
        settle()
      })
    })
    sent.on('error', () => {
      failed++
      settle()
    })
    sent.end(body)
  }

  function settle(): void {
    underWay--
    sendDue()
    if (stopping && underWay === 0) stopped()
  }

  const timer = setInterval(sendDue, TICK_MS)
  sendDue()
  return {
    sent(): Sent {
      const { user, system } = process.cpuUsage()
      const behind = paced && !stopping ? Math.max(0, due() - next) : 0
      return { events: next * BATCH_EVENTS, accepted, failed, behind, cpu_s: (user + system) / 1e6 }
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      stopping = true
      if (underWay > 0) await new Promise<void>((resolve) => (stopped = resolve))
      agent.destroy()
    },
  }
}
