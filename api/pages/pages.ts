// Serves the dashboard: its files, and index.html for every other page of it.
import type { Context } from 'hono'
import { problem } from '../problem.ts'
import type { PageFile, PageFiles } from './files.ts'

/** Answers any path that is no route. `pages` null: the dashboard is not built. */
export function servePages(pages: PageFiles | null): (c: Context) => Promise<Response> {
  return async (c) => {
    const path = c.req.path
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!isRead || path.startsWith('/v1/')) return problem('not_found', `${c.req.method} ${path} leads nowhere.`)
    if (pages === null) return problem('not_found', 'The dashboard is not built: npm run build.')
    const page = pages.files.get(decoded(path)) ?? fallback(pages, path)
    if (!page) return problem('not_found', `There is no file ${path}.`)
    const headers = {
      'content-type': page.type,
      'cache-control': page.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: page.etag,
    }
    if (matches(c.req.header('if-none-match'), page.etag)) return new Response(null, { status: 304, headers })
    return new Response(await pages.read(page), { headers })
  }
}

/** The dashboard's own router knows the path; a file by its ending that is not there is not. */
function fallback(pages: PageFiles, path: string): PageFile | undefined {
  const isFile = path.startsWith('/assets/') || /\.\w{1,5}$/.test(path)
  return isFile && !path.startsWith('/shows/') ? undefined : pages.files.get('/index.html')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function matches(header: string | undefined, etag: string): boolean {
  return header !== undefined && header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
