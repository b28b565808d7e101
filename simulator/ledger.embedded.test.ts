import { describeLedger } from './ledger.fixture.ts'
import { openRehearsal } from './rehearsal.fixture.ts'

describeLedger('in the data folder', {
  minutes: 30,
  viewers: 400,
  least: { events: 21, orders: 11, storeOrders: 4, repaid: 1 },
  open: (start_ms) => openRehearsal(start_ms),
})
