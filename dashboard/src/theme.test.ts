import { expect, test } from 'vitest'
import { themeFor } from './theme.ts'

test('a show opens dark whatever the system says, a table as the system says', () => {
  expect(themeFor(null, 'dark', 'show')).toBe('dark')
  expect(themeFor(null, 'light', 'show')).toBe('dark')
  expect(themeFor(null, 'dark', 'table')).toBe('dark')
  expect(themeFor(null, 'light', 'table')).toBe('light')
})

test('what a person chose wins everywhere', () => {
  for (const system of ['dark', 'light'] as const)
    for (const setting of ['show', 'table'] as const) {
      expect(themeFor('light', system, setting)).toBe('light')
      expect(themeFor('dark', system, setting)).toBe('dark')
    }
})
