// The built dashboard's files, listed once: a path that is not in the list is not there, so none leads out of the folder.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'

export interface PageFile {
  readonly file: string
  readonly type: string
  readonly etag: string
  /** Its name changes with its content: a browser may keep it for ever. */
  readonly isHashed: boolean
}

export interface PageFiles {
  /** By URL path, as "/assets/index-4f2a91bc.js". */
  readonly files: ReadonlyMap<string, PageFile>
  /** 'sha256-...' of the scripts that stand in index.html itself, for the Content-Security-Policy. */
  readonly scriptHashes: readonly string[]
  read(page: PageFile): Promise<Uint8Array<ArrayBuffer>>
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json',
  map: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  woff2: 'font/woff2',
  woff: 'font/woff',
  txt: 'text/plain; charset=utf-8',
}

/** Throws when the folder cannot be read. */
export function listPages(folder: string): PageFiles {
  const files = new Map<string, PageFile>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    // Links are left out: they may lead anywhere.
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const path = `/${file.slice(folder.length).split(sep).filter(Boolean).join('/')}`
    files.set(path, {
      file,
      type: TYPES[entry.name.slice(entry.name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream',
      etag: `"${sha256(readFileSync(file)).slice(0, 22)}"`,
      isHashed: path.startsWith('/assets/') && /-[\w-]{8,}\.\w+$/.test(path),
    })
  }
  const index = files.get('/index.html')
  return {
    files,
    scriptHashes: index
      ? inlineScripts(readFileSync(index.file, 'utf8')).map((script) => `'sha256-${base64(script)}'`)
      : [],
    read: async (page) => new Uint8Array(await readFile(page.file)),
  }
}

function inlineScripts(html: string): readonly string[] {
  return [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi)].map((match) => match[1] ?? '')
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url')
const base64 = (text: string): string => createHash('sha256').update(text).digest('base64')
