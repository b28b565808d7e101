// The demo's watch page and its live stream. Mounted at /watch by the service, in the demo alone.
import { existsSync, readFileSync } from 'node:fs'
import { Hono } from 'hono'
import type { Room, Setup, WatchParts } from './contract.ts'
import { masterPlaylist, playlistAt, readLoop, segmentAt, type Loop } from './live.ts'
import { LOOPS } from './media/loop.ts'

const COMMENTS_MAX = 50
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
  map: 'application/json',
}

/** Routes below /watch. Throws when the page was not built (vite build --config watch/vite.config.ts). */
export function createWatch(parts: WatchParts): Hono {
  const loops: readonly Loop[] = LOOPS.map(readLoop)
  const dist = new URL('dist/', import.meta.url)
  if (!existsSync(new URL('index.html', dist))) throw new Error('the watch page is not built: run "npm run build"')
  const page = withSetup(readFileSync(new URL('index.html', dist), 'utf8'), parts)
  const loopOf = (showId: string) => {
    const index = parts.shows.findIndex((show) => show.showId === showId)
    return index < 0 ? undefined : loops[index % loops.length]
  }

  const app = new Hono()

  app.get('/live/:show/:file', (c) => {
    const loop = loopOf(c.req.param('show'))
    const file = c.req.param('file')
    const now_ms = parts.clock()
    if (!loop) return c.notFound()
    if (file === 'index.m3u8') return c.body(masterPlaylist(loop), 200, m3u8('max-age=60'))
    if (file === 'live.m3u8') return c.body(playlistAt(now_ms), 200, m3u8('no-store'))
    if (file === 'init.mp4') return c.body(loop.init, 200, mp4('max-age=60'))
    const segment = /^\d{1,15}\.m4s$/.test(file) ? segmentAt(loop, Number.parseInt(file, 10), now_ms) : null
    return segment ? c.body(segment, 200, mp4('max-age=60')) : c.notFound()
  })

  app.get('/api/show/:show', async (c) => {
    const show = await parts.show(c.req.param('show'))
    if (!show) return c.json({ title: 'No such show' }, 404)
    const room: Room = { show, comments: parts.comments(show.showId).slice(-COMMENTS_MAX) }
    return c.json(room, 200, { 'cache-control': 'no-store' })
  })

  app.get('/assets/:file', (c) => {
    const file = c.req.param('file')
    const path = new URL(`assets/${file}`, dist)
    if (!/^[\w.-]+$/.test(file) || !existsSync(path)) return c.notFound()
    const type = TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
    // Their names carry a hash of what is in them.
    const headers = { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' }
    return c.body(new Uint8Array(readFileSync(path)), 200, headers)
  })

  app.get('/', (c) => c.redirect(`/watch/${parts.shows[0]?.showId ?? 'store'}`))
  app.get('/:show', (c) => {
    const known = c.req.param('show') === 'store' || loopOf(c.req.param('show')) !== undefined
    return c.html(page, known ? 200 : 404, { 'cache-control': 'no-cache' })
  })
  return app
}

const m3u8 = (cache: string) => ({ 'content-type': 'application/vnd.apple.mpegurl', 'cache-control': cache })
const mp4 = (cache: string) => ({ 'content-type': 'video/mp4', 'cache-control': cache })

/** Puts what the page must know into it; "<" is written so that no text can end the script element. */
function withSetup(html: string, { writeKey, collectorUrl = '', shows }: WatchParts): string {
  const setup: Setup = { writeKey, url: collectorUrl, shows }
  return html.replace('{"setup":0}', () => JSON.stringify(setup).replaceAll('<', '\\u003c'))
}
