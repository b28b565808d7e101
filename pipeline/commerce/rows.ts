import type { Row } from '../../store/contract.ts'
import type { RowKey } from '../state/rows.ts'
import type { ProductMinute } from '../state/show.ts'

export function productRow(window: ProductMinute, key: RowKey): Row {
  return {
    log_id: key.log_id,
    partition: key.partition,
    show_id: window.of.show.id,
    product_id: window.productId,
    moment_id: window.momentId,
    minute: window.of.minute * 60,
    impressions: window.impressions,
    clicks: window.clicks,
    carts: window.carts,
    removals: window.removals,
    checkouts: window.checkouts,
    version: key.version,
  }
}
