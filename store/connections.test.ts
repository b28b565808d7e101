import { expect, it } from 'vitest'
import { createPool, type Connection } from './connections.ts'

/** A connection that can be opened, and not be closed. */
const stuck = () => ({ close: () => Promise.reject(new Error('cannot be closed')) }) as unknown as Connection

it('gives the next its turn although a connection cannot be closed', async () => {
  const pool = createPool({ connect: async () => stuck(), connectionsMax: 1, waitingMax: 1 })
  // Its query fails, so its connection is thrown away.
  const failing = pool.run(() => Promise.reject(new Error('bad query')))
  const next = pool.run(async () => 'its turn')
  await expect(failing).rejects.toThrow()
  expect(await next).toBe('its turn')
})
