// The built dashboard from memory: a fixed set of files, so no path can lead out of it; every other address of the
// dashboard's own is the application itself.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { access, type AccessOptions } from '../api/access/access.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
/** Addresses the dashboard's router answers; see dashboard/src/router.ts. */
const PAGE_PATHS = ['/', '/shows/*', '/sql']

/** Routes of the pages; none when nothing was built in `dir`. */
export function createPages(dir: string, who: AccessOptions): Hono {
  const app = new Hono()
  if (!existsSync(join(dir, 'index.html'))) return app
  const isAllowed = access(who)
  const headers = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      // Svelte writes style attributes for what data decides (widths, places).
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'https:', 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: false,
  })
  for (const file of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    const type = TYPES[extname(file)]
    if (!type) continue
    const body = new Uint8Array(readFileSync(join(dir, file)))
    const path = `/${file.replaceAll('\\', '/')}`
    // Files in assets/ carry a hash of their content in their name.
    const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    const answer = { 'Content-Type': type, 'Cache-Control': cache }
    if (path === '/index.html') {
      for (const page of PAGE_PATHS) app.get(page, isAllowed, headers, (c) => c.body(body, 200, answer))
    } else app.get(path, headers, (c) => c.body(body, 200, answer))
  }
  return app
}
