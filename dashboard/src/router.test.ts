import { expect, test } from 'vitest'
import { links, routeOf } from './router.ts'

test('addresses lead to pages and back', () => {
  expect(routeOf('/')).toEqual({ page: 'shows' })
  expect(routeOf('/shows')).toEqual({ page: 'shows' })
  expect(routeOf('/sql')).toEqual({ page: 'sql' })
  const odd = 'show/1 ü?'
  expect(routeOf(links.show(odd))).toEqual({ page: 'show', showId: odd })
  expect(routeOf(links.glance(odd))).toEqual({ page: 'glance', showId: odd })
  expect(routeOf(links.products(odd) + '/')).toEqual({ page: 'products', showId: odd })
  expect(links.sql('ctr')).toBe('/sql?metric=ctr')
})

test('what no page answers is nowhere', () => {
  for (const path of ['/watch', '/shows/a/b', '/shows/a/glance/x', '/sql/x', '/shows/%E0%A4%A']) {
    expect(routeOf(path)).toEqual({ page: 'nowhere' })
  }
})
