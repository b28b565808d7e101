import type { Row } from '../../store/contract.ts'
import type { RowKey } from '../state/rows.ts'
import type { QualityMinute } from '../state/show.ts'
import { connectionOf, screenOf } from './windows.ts'

export function qualityRow(window: QualityMinute, key: RowKey): Row {
  return {
    log_id: key.log_id,
    partition: key.partition,
    show_id: window.of.show.id,
    screen: screenOf(window.group),
    connection: connectionOf(window.group),
    minute: window.of.minute * 60,
    attempts: window.attempts,
    starts: window.starts,
    failures: window.failures,
    startup_sum_ms: window.startupSum_ms,
    startup_buckets: [...window.startupBuckets],
    played_ms: window.played_ms,
    rebuffer_ms: window.rebuffer_ms,
    rebuffers: window.rebuffers,
    bitrate_sum_kbps: window.bitrateSum_kbps,
    bitrate_count: window.bitrateCount,
    latency_sum_ms: window.latencySum_ms,
    latency_count: window.latencyCount,
    dropped_frames: window.droppedFrames,
    version: key.version,
  }
}
