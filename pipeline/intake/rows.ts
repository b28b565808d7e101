import type { Row } from '../../store/contract.ts'
import type { RowKey } from '../state/rows.ts'
import type { Intake } from '../state/state.ts'

export function intakeRow(intake: Intake, key: RowKey): Row {
  return {
    log_id: key.log_id,
    partition: key.partition,
    source: intake.source,
    received: intake.received,
    stored: intake.stored,
    folded: intake.folded,
    duplicate: intake.duplicate,
    quarantined: intake.quarantined,
    bot: intake.bot,
    late: intake.late,
    version: key.version,
  }
}
