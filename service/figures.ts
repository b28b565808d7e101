// The parts' own figures in the words /metrics and /readyz use.
import type { CollectorFigures, PipelineFigures } from '../api/parts.ts'
import type { CollectorStats } from '../ingest/contract.ts'
import type { PipelineWorker } from '../pipeline/runtime/pipeline-worker.ts'

/** How often the worker is asked: /metrics is scraped no more often than this makes sense. */
const FOLLOW_INTERVAL_MS = 1_000

const NONE: PipelineFigures = { partitions: [], flushes: 0, flush_ms: 0, retries: 0, storeError: 'not started yet' }

/** Keeps the newest figures of the pipeline, which lives in another thread. */
export function createFigures(): { pipeline(): PipelineFigures; follow(pipeline: PipelineWorker): () => void } {
  let newest = NONE
  return {
    pipeline: () => newest,
    follow(pipeline) {
      let asked = false
      const timer = setInterval(async () => {
        // One question at a time: a busy worker answers late rather than often.
        if (asked) return
        asked = true
        newest = await pipeline.stats().catch(() => newest)
        asked = false
      }, FOLLOW_INTERVAL_MS)
      timer.unref()
      return () => clearInterval(timer)
    },
  }
}

/** Events by outcome and requests by answer. */
export function collectorFigures(stats: CollectorStats): CollectorFigures {
  return {
    events: { accepted: stats.accepted, bot: stats.bots, ...stats.quarantined },
    requests: stats.answers,
  }
}
