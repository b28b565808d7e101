import { expect, it } from 'vitest'
import type { Row } from '../../store/contract.ts'
import type { TableName } from '../../store/tables.ts'
import { openWorld } from '../world.fixture.ts'
import type { ShowDetail } from '../contract.ts'
import { loadHistory } from './history.ts'

const T0 = 1_700_000_040_000

it('takes a show of two logs as the newer one has it, as the record does: a log made anew begins at offset 0', async () => {
  const world = await openWorld(T0)
  const declared = (log_id: string, version: number, title: string, started_at: number): Row => ({
    ...{ log_id, version, title, started_at },
    ...{ show_id: 's', products: '' },
  })
  const rows = [declared('a', 500, 'Before', T0 - 86_400_000), declared('b', 3, 'Anew', T0)]
  await world.store.insert(new Map<TableName, readonly Row[]>([['shows_log', rows]]))
  expect((await loadHistory(world.store, 's', 0)).declared).toMatchObject({ title: 'Anew', startedAt_ms: T0 })
  expect(await world.get<ShowDetail>('/v1/shows/s')).toMatchObject({ title: 'Anew', startedAt_ms: T0 })
  await world.close()
})
