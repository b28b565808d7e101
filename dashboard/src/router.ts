// Which page an address means. Pure; router.svelte.ts holds the browser's history.

export type Route =
  | { readonly page: 'shows' }
  | { readonly page: 'show' | 'glance' | 'products'; readonly showId: string }
  | { readonly page: 'sql' }
  | { readonly page: 'nowhere' }

export function routeOf(pathname: string): Route {
  const parts = pathname.split('/').filter((part) => part !== '')
  const [first, second, third] = parts
  if (first === undefined) return { page: 'shows' }
  if (first === 'sql' && parts.length === 1) return { page: 'sql' }
  if (first !== 'shows') return { page: 'nowhere' }
  if (second === undefined) return { page: 'shows' }
  const showId = decoded(second)
  if (showId === null || parts.length > 3) return { page: 'nowhere' }
  if (third === undefined) return { page: 'show', showId }
  return third === 'glance' || third === 'products' ? { page: third, showId } : { page: 'nowhere' }
}

/** Addresses, so that no page writes one by hand. */
export const links = {
  shows: '/',
  show: (showId: string): string => `/shows/${encodeURIComponent(showId)}`,
  glance: (showId: string): string => `/shows/${encodeURIComponent(showId)}/glance`,
  products: (showId: string): string => `/shows/${encodeURIComponent(showId)}/products`,
  sql: (metric?: string): string => (metric === undefined ? '/sql' : `/sql?metric=${encodeURIComponent(metric)}`),
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}
