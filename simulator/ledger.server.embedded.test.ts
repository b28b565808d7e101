// The same show with its record and its checkpoints on a ClickHouse server.
import { describeLedger } from './ledger.fixture.ts'
import { openRehearsal, openServerRecord } from './rehearsal.fixture.ts'

describeLedger('on a server', {
  minutes: 10,
  viewers: 120,
  least: { events: 1, orders: 1, storeOrders: 1, repaid: 0 },
  open: (start_ms) => openRehearsal(start_ms, undefined, openServerRecord),
})
