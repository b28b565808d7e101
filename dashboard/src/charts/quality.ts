// Stream quality as the strip shows it.
import type { QualityCell, QualityGroup } from '../../../api/contract.ts'

/** Time spent rebuffering of the time spent watching or waiting; null where nobody played. */
export function rebufferShare(cell: { readonly played_ms: number; readonly rebuffer_ms: number }): number | null {
  const watched_ms = cell.played_ms + cell.rebuffer_ms
  return watched_ms > 0 ? cell.rebuffer_ms / watched_ms : null
}

export interface StripRow {
  readonly group: QualityGroup
  readonly share: number | null
  /** One a minute, oldest first; null where nobody of the group played. */
  readonly cells: readonly { readonly minute: number; readonly share: number | null }[]
}

export const STRIP_MINUTES = 20

/**
 * The group that is told of, then any that suffers, then those that watched most: at most `rows`, most watched first within
 * each. `told` null: of none.
 */
export function stripRows(
  groups: readonly QualityGroup[],
  lastMinute: number,
  rows: number,
  told: Pick<QualityGroup, 'screen' | 'connection'> | null,
): readonly StripRow[] {
  const isTold = ({ screen, connection }: QualityGroup): boolean =>
    screen === told?.screen && connection === told.connection
  const all = groups.map((group) => {
    const sum = total(group.cells)
    const byMinute = new Map(group.cells.map((cell) => [cell.minute, cell]))
    const minutes = Array.from({ length: STRIP_MINUTES }, (_, index) => lastMinute - (STRIP_MINUTES - 1 - index) * 60)
    return {
      watched_ms: sum.played_ms + sum.rebuffer_ms,
      row: {
        group,
        share: rebufferShare(sum),
        cells: minutes.map((minute) => {
          const cell = byMinute.get(minute)
          return { minute, share: cell ? rebufferShare(cell) : null }
        }),
      },
    }
  })
  const watched = all.reduce((sum, { watched_ms }) => sum + watched_ms, 0)
  return all
    .filter(({ watched_ms }) => watched_ms > 0)
    .toSorted(
      (a, b) =>
        Number(isTold(b.row.group)) - Number(isTold(a.row.group)) ||
        Number(suffers(b, watched)) - Number(suffers(a, watched)) ||
        b.watched_ms - a.watched_ms,
    )
    .slice(0, rows)
    .map(({ row }) => row)
}

/** A cell is drawn as trouble from here: viewers start to leave at a few per cent. */
export const TROUBLE_SHARE = 0.03

function suffers(entry: { readonly watched_ms: number; readonly row: StripRow }, watched_ms: number): boolean {
  return (entry.row.share ?? 0) >= TROUBLE_SHARE && entry.watched_ms >= watched_ms * 0.01
}

function total(cells: readonly QualityCell[]): { readonly played_ms: number; readonly rebuffer_ms: number } {
  return cells.reduce(
    (sum, cell) => ({ played_ms: sum.played_ms + cell.played_ms, rebuffer_ms: sum.rebuffer_ms + cell.rebuffer_ms }),
    { played_ms: 0, rebuffer_ms: 0 },
  )
}
