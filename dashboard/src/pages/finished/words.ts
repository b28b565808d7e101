// Times watched, as people say them. Pure, by the formats it is given.
import { NNBSP, type Formats } from '../../format/formats.ts'

const HOUR_MS = 3_600_000

/** 16000 -> "16 s", 408000 -> "6 min 48 s", 17e9 -> "4,722 h": two units at most. */
export function watchTime(format: Formats, ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds}${NNBSP}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60)
    return `${minutes}${NNBSP}min${seconds % 60 === 0 || minutes >= 10 ? '' : ` ${seconds % 60}${NNBSP}s`}`
  const hours = Math.floor(ms / HOUR_MS)
  if (hours >= 10) return `${format.count(Math.round(ms / HOUR_MS))}${NNBSP}h`
  return `${hours}${NNBSP}h${minutes % 60 === 0 ? '' : ` ${minutes % 60}${NNBSP}min`}`
}
