import type { Row } from '../../store/contract.ts'
import type { RowKey } from '../state/rows.ts'
import type { ReactionMinute } from '../state/show.ts'

export function reactionRow(window: ReactionMinute, key: RowKey): Row {
  return {
    log_id: key.log_id,
    partition: key.partition,
    show_id: window.of.show.id,
    minute: window.of.minute * 60,
    reaction: window.reaction,
    count: window.count,
    version: key.version,
  }
}
