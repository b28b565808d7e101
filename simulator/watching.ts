// A viewer of a show, second by second: the player starts, plays, stalls on bad networks, is paused, hidden, left.
import type { Connection } from '../events/contract.ts'
import { createPlayerMeter, type PlayerMeter } from './player-meter.ts'
import { between, chance, logNormal, waiting, weighted, type Random } from './random.ts'
import type { Stage } from './stage.ts'
import type { OpenVisit } from './visit.ts'

/** As the SDK does. */
export const HEARTBEAT_MS = 10_000

interface Network {
  readonly startup_ms: number
  readonly failure: number
  /** Mean playing time between two stalls. */
  readonly stall_ms: number
  readonly bitrate_bps: number
}
const NETWORKS: Readonly<Record<Connection, Network>> = {
  ethernet: { startup_ms: 700, failure: 0.002, stall_ms: 5_400_000, bitrate_bps: 6_000_000 },
  wifi: { startup_ms: 950, failure: 0.003, stall_ms: 3_000_000, bitrate_bps: 4_500_000 },
  '5g': { startup_ms: 1_050, failure: 0.004, stall_ms: 1_800_000, bitrate_bps: 4_000_000 },
  '4g': { startup_ms: 1_500, failure: 0.008, stall_ms: 900_000, bitrate_bps: 2_500_000 },
  '3g': { startup_ms: 3_200, failure: 0.03, stall_ms: 200_000, bitrate_bps: 900_000 },
  '2g': { startup_ms: 7_000, failure: 0.2, stall_ms: 60_000, bitrate_bps: 300_000 },
  offline: { startup_ms: 9_000, failure: 0.9, stall_ms: 60_000, bitrate_bps: 300_000 },
  unknown: { startup_ms: 1_200, failure: 0.005, stall_ms: 1_800_000, bitrate_bps: 3_500_000 },
}
/** In the bad phase of an act, phones on 3g and 4g stall this much more often. */
const BAD_PHASE = 14

export interface WatchOptions {
  readonly stage: Stage
  readonly arrive_ms: number
  /** How long the viewer means to stay. */
  readonly stay_ms: number
  readonly latency_ms: number
  /** Probability of losing the network once. */
  readonly offline: number
}

/** How long people stay: many leave at once, some for a while, few to the end. */
export function drawStay(random: Random): number {
  const [median_ms, sigma] = weighted(random, [
    [[6_000, 0.7], 35],
    [[55_000, 0.9], 35],
    [[330_000, 0.8], 25],
    [[2_000_000, 0.6], 5],
  ] as const)
  return Math.round(Math.min(4 * 3_600_000, Math.max(900, logNormal(random, median_ms, sigma))))
}

/** Seconds behind live: low-latency delivery, with some players far behind. */
export function drawLatency(random: Random): number {
  return Math.round(Math.min(45_000, Math.max(1_500, logNormal(random, 3_400, 0.45))))
}

/** Puts the player's life on the visit's agenda; `onPlaying` is called once the first frame is up. */
export function watch(open: OpenVisit, options: WatchOptions, onPlaying: (at_ms: number) => void): PlayerMeter {
  const { stage, arrive_ms } = options
  const { random } = open
  const network = NETWORKS[open.visitor.connection]
  const meter = createPlayerMeter(stage.picture_ms, options.latency_ms)
  meter.muted = chance(random, 0.35)
  meter.bitrate_bps = Math.round((network.bitrate_bps * (0.7 + 0.6 * random.next())) / 1000) * 1000
  open.latency_ms = options.latency_ms
  const leave_ms = Math.min(arrive_ms + options.stay_ms, stage.end_ms + options.latency_ms + between(random, 0, 4_000))
  let epoch = 0

  const playing = (): boolean => meter.state === 'playing'
  const active = (): boolean => playing() || meter.state === 'rebuffering' || meter.state === 'seeking'

  function start(at_ms: number): void {
    meter.enter('starting', at_ms)
    open.say('player.starting', at_ms, meter.report(at_ms))
    const startup_ms = Math.max(120, Math.round(logNormal(random, network.startup_ms, 0.5)))
    if (chance(random, network.failure)) open.at(at_ms + startup_ms + 8_000, fail)
    else open.at(at_ms + startup_ms, (shown_ms) => firstFrame(shown_ms, startup_ms))
  }
  function fail(at_ms: number): void {
    meter.enter('failed', at_ms)
    open.say('player.failed', at_ms, meter.report(at_ms, { error: 'MEDIA_ERR_NETWORK' }))
    if (chance(random, 0.6)) open.at(at_ms + between(random, 2_000, 6_000), start)
  }
  function firstFrame(at_ms: number, startup_ms: number): void {
    meter.enter('playing', at_ms)
    open.say('player.playing', at_ms, meter.report(at_ms, { startup_ms }))
    run(at_ms)
    onPlaying(at_ms)
  }
  /** What goes on while it plays; a new epoch makes what was planned for the old one void. */
  function run(at_ms: number): void {
    const mine = ++epoch
    const still = (act: (at_ms: number) => void) => (then_ms: number) => mine === epoch && act(then_ms)
    open.at(at_ms + HEARTBEAT_MS, still(heartbeat))
    open.at(at_ms + waiting(random, stallMean(at_ms)), still(stall))
    open.at(at_ms + waiting(random, 1_500_000), still(pause))
    open.at(at_ms + waiting(random, 700_000), still(hide))
    open.at(at_ms + waiting(random, 2_400_000), still(seek))
    open.at(at_ms + waiting(random, 900_000), still(quality))
  }
  function stallMean(at_ms: number): number {
    const [from_ms, to_ms] = stage.order.actAt(at_ms).bad_ms
    const weak = open.visitor.screen === 'phone' && /^[34]g$/.test(open.visitor.connection)
    return weak && at_ms >= from_ms && at_ms < to_ms ? network.stall_ms / BAD_PHASE : network.stall_ms
  }
  function heartbeat(at_ms: number): void {
    const mine = epoch
    if (!active()) return
    const droppedFrames = chance(random, 0.1) ? between(random, 1, 12) : 0
    open.say('player.heartbeat', at_ms, meter.report(at_ms, { droppedFrames }))
    open.at(at_ms + HEARTBEAT_MS, (next_ms) => mine === epoch && heartbeat(next_ms))
    // The phase changes under a viewer who stays: a phone that played well may stall from now on.
    const mean_ms = stallMean(at_ms)
    if (mean_ms < network.stall_ms && chance(random, HEARTBEAT_MS / mean_ms)) open.at(at_ms + 700, stall)
  }
  function stall(at_ms: number): void {
    if (!playing()) return
    meter.enter('rebuffering', at_ms)
    open.say('player.rebuffer_started', at_ms, meter.report(at_ms))
    open.at(at_ms + Math.max(200, Math.round(logNormal(random, 2_600, 0.7))), unstall)
  }
  function unstall(at_ms: number): void {
    if (meter.state !== 'rebuffering') return
    if (chance(random, 0.03)) return fail(at_ms)
    meter.enter('playing', at_ms)
    open.say('player.rebuffer_ended', at_ms, meter.report(at_ms))
    run(at_ms)
  }
  function pause(at_ms: number): void {
    if (!playing()) return
    meter.enter('paused', at_ms)
    open.say('player.paused', at_ms, meter.report(at_ms))
    epoch++
    open.at(at_ms + waiting(random, 45_000), resume)
  }
  function resume(at_ms: number): void {
    if (meter.state !== 'paused') return
    meter.enter('playing', at_ms)
    open.say('player.playing', at_ms, meter.report(at_ms))
    run(at_ms)
  }
  /** The tab goes behind another one: mostly with sound on; hidden and muted it counts as not watching. */
  function hide(at_ms: number): void {
    if (!playing()) return
    meter.hidden = true
    if (chance(random, 0.3)) meter.muted = true
    open.say('player.heartbeat', at_ms, meter.report(at_ms))
    open.at(at_ms + waiting(random, 60_000), (back_ms) => {
      meter.hidden = false
      meter.muted = false
      if (active()) open.say('player.heartbeat', back_ms, meter.report(back_ms))
    })
  }
  function seek(at_ms: number): void {
    if (!playing()) return
    meter.enter('seeking', at_ms)
    open.say('player.seek_started', at_ms, meter.report(at_ms))
    open.at(at_ms + between(random, 150, 900), (there_ms) => {
      if (meter.state !== 'seeking') return
      meter.enter('playing', there_ms)
      open.say('player.seek_ended', there_ms, meter.report(there_ms))
    })
  }
  function quality(at_ms: number): void {
    if (!playing()) return
    meter.bitrate_bps = Math.round((network.bitrate_bps * (0.4 + random.next())) / 1000) * 1000
    meter.fullscreen = chance(random, 0.3)
    open.say('player.quality_changed', at_ms, meter.report(at_ms))
  }
  /** The network goes: the buffer plays out, the phone is put away, and all of it is told when it is back. */
  function lose(at_ms: number): void {
    if (!playing()) return
    epoch++
    const back_ms = at_ms + between(random, 110_000, 260_000)
    open.freeze(at_ms, back_ms, unstall)
    open.at(at_ms + between(random, 3_000, 7_000), (dry_ms) => {
      if (!playing()) return
      meter.enter('rebuffering', dry_ms)
      open.say('player.rebuffer_started', dry_ms, meter.report(dry_ms))
    })
  }
  function leave(at_ms: number): void {
    const shown = meter.state !== 'failed' && meter.state !== 'paused'
    if (at_ms >= stage.end_ms && shown) {
      meter.enter('ended', at_ms)
      open.say('player.ended', at_ms, meter.report(at_ms))
    }
    const how = weighted(random, [
      ['sent', 82],
      ['lost', 14],
      ['kept', 4],
    ] as const)
    if (how !== 'lost') {
      meter.enter('exited', at_ms)
      open.say('player.exited', at_ms, meter.report(at_ms))
    }
    open.end(how === 'kept' ? { how, at_ms, until_ms: at_ms + between(random, 100_000, 1_500_000) } : { how, at_ms })
  }

  open.at(arrive_ms + between(random, 40, 400), start)
  open.at(leave_ms, leave)
  if (chance(random, options.offline)) open.at(arrive_ms + waiting(random, 60_000), lose)
  return meter
}

/** The visit's first event. */
export function arrive(open: OpenVisit, at_ms: number, title: string): void {
  const path = open.showId ? `/live/${open.showId}` : '/'
  open.say('page.viewed', at_ms, { url: `https://shop.example${path}`, path, title, referrer: null })
}
