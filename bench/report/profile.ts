// What a CPU profile of V8 says of where a thread's time went: by file of the project, package, part of Node.
// JSON.parse and other built-in functions count for the function that calls them, as V8 has it.

interface CallFrame {
  readonly functionName: string
  readonly url: string
}

/** As V8 writes it; times in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

export interface Part {
  /** "events/validate.ts", "msgpackr", "node:http", "garbage collection" */
  readonly name: string
  /** The function most of it went to; '' where there is none to name. */
  readonly hottest: string
  /** Of the thread's busy time, 0 to 1. */
  readonly share: number
}

export interface ThreadProfile {
  /** Of the time profiled, 0 to 1. */
  readonly busy: number
  /** Heaviest first. */
  readonly parts: readonly Part[]
}

export function readProfile({ nodes, samples, timeDeltas }: CpuProfile, root: string): ThreadProfile {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const parts = new Map<string, Map<string, number>>()
  let all_us = 0
  let busy_us = 0
  samples.forEach((id, i) => {
    const time_us = timeDeltas[i] ?? 0
    const frame = frames.get(id)
    // The profiler's own.
    if (frame?.url === 'node:inspector') return
    all_us += time_us
    if (frame === undefined || frame.functionName === '(idle)') return
    busy_us += time_us
    const name = partOf(frame, root)
    const functions = parts.get(name) ?? new Map<string, number>()
    parts.set(name, functions)
    functions.set(frame.functionName, (functions.get(frame.functionName) ?? 0) + time_us)
  })
  const sorted = [...parts].map(([name, functions]): Part => {
    const time_us = [...functions.values()].reduce((sum, us) => sum + us, 0)
    const hottest = [...functions].reduce((most, each) => (each[1] > most[1] ? each : most))[0]
    return { name, hottest: hottest.startsWith('(') ? '' : hottest, share: time_us / busy_us }
  })
  return { busy: all_us === 0 ? 0 : busy_us / all_us, parts: sorted.toSorted((a, b) => b.share - a.share) }
}

function partOf({ functionName, url }: CallFrame, root: string): string {
  if (functionName === '(garbage collector)') return 'garbage collection'
  if (functionName === '(program)' || url === '') return 'native code'
  const packaged = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (packaged !== undefined) return packaged
  if (url.startsWith('node:')) return url.replace(/^node:(internal\/)?/, 'node:').replace(/(?<=^node:[^/]+)\/.*/, '')
  return url.replace(/^file:\/\//, '').replace(`${root}/`, '')
}

/** Parts told of, and the least share worth telling. */
const PARTS_TOLD = 5
const SHARE_TOLD = 0.03

/** "ingest/body.ts (parseJson) 31 %, msgpackr (pack) 12 %" */
function partsLine({ parts }: ThreadProfile): string {
  return parts
    .slice(0, PARTS_TOLD)
    .filter(({ share }) => share >= SHARE_TOLD)
    .map(({ name, hottest, share }) => `${name}${hottest === '' ? '' : ` (${hottest})`} ${Math.round(share * 100)} %`)
    .join(', ')
}

/** "a thread busy 81 %: ..., a thread busy 44 %: ...", of those that did more than trifles. */
export function threadsLine(threads: readonly ThreadProfile[]): string {
  return threads
    .filter(({ busy }) => busy >= SHARE_TOLD)
    .map((thread) => `a thread busy ${Math.round(thread.busy * 100)} %: ${partsLine(thread)}`)
    .join('; ')
}
