// The parts' own figures in the words /metrics and /readyz use.
import { readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import type { CollectorFigures, PipelineFigures } from '../api/parts.ts'
import type { CollectorStats } from '../ingest/contract.ts'
import type { PipelineWorker } from '../pipeline/runtime/pipeline-worker.ts'

/** How often the worker is asked, and the disk looked at: /metrics is scraped no more often than this makes sense. */
const FOLLOW_INTERVAL_MS = 1_000

const NONE: PipelineFigures = {
  partitions: [],
  flushes: { bounds_s: [], counts: [0], sum_s: 0 },
  retries: 0,
  storeError: 'not started yet',
  checkpointError: null,
}

/** The newest figures of the pipeline, which lives in another thread. */
export interface Figures {
  pipeline(): PipelineFigures
  /** Asks it from now on; returns the stop. */
  follow(pipeline: PipelineWorker): () => void
}

export function createFigures(): Figures {
  let newest = NONE
  let toldAt_ms = performance.now()
  return {
    pipeline: () => ({ ...newest, silent_ms: performance.now() - toldAt_ms }),
    follow: (pipeline) =>
      repeat(async () => {
        const told = await pipeline.stats().catch(() => null)
        if (told === null) return
        newest = told
        toldAt_ms = performance.now()
      }),
  }
}

export interface DiskRoom {
  readonly free_bytes: number
  readonly size_bytes: number
}

/** The disk of a folder, looked at from time to time. */
export function watchDisk(dir: string): { room(): DiskRoom | null; close(): void } {
  let newest: DiskRoom | null = null
  const close = repeat(async () => {
    newest = await diskRoom(dir)
  })
  return { room: () => newest, close }
}

/** What anyone but root may still write there; null where the system does not tell. */
export async function diskRoom(dir: string): Promise<DiskRoom | null> {
  const found = await statfs(dir).catch(() => null)
  return found && { free_bytes: found.bavail * found.bsize, size_bytes: found.blocks * found.bsize }
}

/** At once and every FOLLOW_INTERVAL_MS, one at a time: what is busy answers late rather than often. Returns what ends it. */
function repeat(ask: () => Promise<void>): () => void {
  let asked = false
  const askOnce = async () => {
    if (asked) return
    asked = true
    await ask()
    asked = false
  }
  void askOnce()
  const timer = setInterval(askOnce, FOLLOW_INTERVAL_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** Events by outcome and requests by answer. */
export function collectorFigures(stats: CollectorStats): CollectorFigures {
  const { accepted, bots, quarantined, answers, refused, pending_bytes, bytes, appends, failedAppends } = stats
  const inQuarantine = Object.values(quarantined).reduce((sum, count) => sum + count, 0)
  return {
    events: { accepted, bot: bots, quarantined: inQuarantine },
    quarantined,
    requests: answers,
    refused,
    pending_bytes,
    received_bytes: bytes,
    appends,
    failedAppends,
  }
}

/** The program's version, as package.json has it. */
export function programVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
