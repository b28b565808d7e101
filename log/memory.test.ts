import { expect, it } from 'vitest'
import { describeEventLog } from './contract.fixture.ts'
import { createMemoryLog } from './memory.ts'

describeEventLog('memory', async (options) => createMemoryLog(options))

it('takes the logId given', () => {
  expect(createMemoryLog({ partitions: 1, clock: () => 0, logId: 'fixed' }).logId).toBe('fixed')
})
