import { expect, it } from 'vitest'
import { createOpening } from './opening.ts'

const OPTIONS = { host: '127.0.0.1', port: 0, dataDir: '/nowhere', writeKeys: '', adminToken: null }

it('closes every part, the last opened first, also where one cannot be closed', async () => {
  const at = createOpening(OPTIONS)
  const closed: string[] = []
  at.onClose(() => closed.push('lock'))
  at.onClose(() => Promise.reject(new Error('the log went first')))
  at.onClose(() => closed.push('door'))
  await expect(at.close()).rejects.toThrow('the log went first')
  expect(closed).toEqual(['door', 'lock'])
  // Closed is closed.
  await at.close()
  expect(closed).toEqual(['door', 'lock'])
})
