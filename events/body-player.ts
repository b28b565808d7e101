// Player reports: ours in context of the SDK, and plain Segment Video calls (position in seconds, bitrate in kbit/s).
import { PLAYER_STATES, type PlayerBody, type PlayerKind, type PlayerState } from './contract.ts'
import { BITRATE_BPS_MAX, DROPPED_FRAMES_MAX, DURATION_MS_MAX, LABEL_LENGTH_MAX, POSITION_MS_MAX } from './limits.ts'
import { readFlag, readLabel, readMeasure, readWord, type Complaints, type Wire } from './reading.ts'

/** The state a report leaves the player in where it does not say itself. */
const STATE_AFTER: Readonly<Record<PlayerKind, PlayerState>> = {
  'player.starting': 'starting',
  'player.playing': 'playing',
  'player.paused': 'paused',
  'player.rebuffer_started': 'rebuffering',
  'player.rebuffer_ended': 'playing',
  'player.seek_started': 'seeking',
  'player.seek_ended': 'playing',
  'player.quality_changed': 'playing',
  'player.heartbeat': 'playing',
  'player.failed': 'failed',
  'player.ended': 'ended',
  'player.exited': 'exited',
}

export function readPlayer(kind: PlayerKind, p: Wire, complaints: Complaints): PlayerBody {
  return {
    state: readWord(p['state'], 'properties.state', PLAYER_STATES, complaints) ?? STATE_AFTER[kind],
    played_ms: readMeasure(p['played_ms'], 'properties.played_ms', DURATION_MS_MAX, complaints),
    rebuffer_ms: readMeasure(p['rebuffer_ms'], 'properties.rebuffer_ms', DURATION_MS_MAX, complaints) ?? 0,
    startup_ms: readMeasure(p['startup_ms'], 'properties.startup_ms', DURATION_MS_MAX, complaints),
    position_ms: readScaled(p, 'position_ms', 'position', POSITION_MS_MAX, complaints),
    bitrate_bps: readScaled(p, 'bitrate_bps', 'bitrate', BITRATE_BPS_MAX, complaints),
    droppedFrames:
      readMeasure(
        p['dropped_frames'] ?? p['droppedFrames'],
        'properties.dropped_frames',
        DROPPED_FRAMES_MAX,
        complaints,
      ) ?? 0,
    hidden: readFlag(p['hidden'], 'properties.hidden', complaints) ?? false,
    // Segment has the volume instead: sound, 0 to 100.
    muted: readFlag(p['muted'], 'properties.muted', complaints) ?? p['sound'] === 0,
    fullscreen: readFlag(p['fullscreen'] ?? p['full_screen'], 'properties.fullscreen', complaints) ?? false,
    error: readLabel(
      p['error'] ?? p['error_code'] ?? p['error_message'],
      'properties.error',
      LABEL_LENGTH_MAX,
      complaints,
    ),
  }
}

/** Our own field, or else Segment's of the same thing in units a thousand times larger. */
function readScaled(p: Wire, own: string, segments: string, max: number, complaints: Complaints): number | null {
  const value = p[own]
  if (value !== undefined && value !== null) return readMeasure(value, `properties.${own}`, max, complaints)
  const thousand = readNumber(p[segments], `properties.${segments}`, complaints)
  return thousand === null ? null : readMeasure(thousand * 1000, `properties.${segments}`, max, complaints)
}

function readNumber(value: unknown, path: string, complaints: Complaints): number | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return value
  complaints.malformed(path, 'a number', value)
  return null
}
