// Where a page of the list of shows ends, as text for whoever asks for the next one.
import { ID_LENGTH_MAX } from '../../events/limits.ts'

/** Shows are listed by (rank, newest, name). */
export interface ShowCursor {
  /** 0 live, 1 declared, 2 nobody declared it. */
  readonly rank: number
  /** When it began, will begin or was first seen, Unix ms; 0 where nothing says. */
  readonly at_ms: number
  readonly showId: string
}

export function writeShowCursor({ rank, at_ms, showId }: ShowCursor): string {
  return Buffer.from(JSON.stringify([rank, at_ms, showId])).toString('base64url')
}

/** null for what this API has never given. */
export function readShowCursor(text: string): ShowCursor | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (!Array.isArray(parts) || parts.length !== 3) return null
    const [rank, at_ms, showId]: readonly unknown[] = parts
    if (rank !== 0 && rank !== 1 && rank !== 2) return null
    if (typeof at_ms !== 'number' || !Number.isSafeInteger(at_ms)) return null
    if (typeof showId !== 'string' || showId.length > ID_LENGTH_MAX) return null
    return { rank, at_ms, showId }
  } catch {
    return null
  }
}
