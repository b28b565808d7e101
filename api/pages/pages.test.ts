import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStub } from '../stub.fixture.ts'
import type { Stub } from '../stub.fixture.ts'

const root = mkdtempSync(join(tmpdir(), 'cartbeat-pages-'))
const folder = join(root, 'dist')
const INLINE = 'document.documentElement.dataset.theme = "dark"'
let stub: Stub
beforeAll(() => {
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(root, 'secret.txt'), 'the contents')
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><script>${INLINE}</script><script src="/assets/a.js"></script>`,
  )
  writeFileSync(join(folder, 'assets', 'index-4f2a91bc.js'), 'export {}')
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>')
  symlinkSync(join(root, 'secret.txt'), join(folder, 'link.txt'))
  stub = createStub({ pagesDir: folder })
})
afterAll(async () => {
  await stub.api.close()
  rmSync(root, { recursive: true })
})

describe('the pages', () => {
  it('are index.html for every path of the dashboard', async () => {
    for (const path of ['/', '/shows/s', '/shows/s/glance', '/shows/v1.2/products', '/sql']) {
      const answer = await stub.request(path)
      expect([answer.status, answer.headers.get('content-type')], path).toEqual([200, 'text/html; charset=utf-8'])
      expect(answer.headers.get('cache-control')).toBe('no-cache')
    }
  })

  it('are asked for again only when they have changed', async () => {
    const first = await stub.request('/')
    const etag = first.headers.get('etag') ?? ''
    const again = await stub.request('/', { headers: { 'if-none-match': `"other", W/${etag}` } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const asset = await stub.request('/assets/index-4f2a91bc.js')
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect((await stub.request('/favicon.svg')).headers.get('cache-control')).toBe('no-cache')
  })

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/link.txt',
    '/assets/missing-12345678.js',
    '/%00.txt',
    '/assets/',
    '/%E0%A4%A.txt',
  ])('do not lead out of their folder: %s', async (path) => {
    const answer = await stub.request(path)
    expect(await answer.text()).not.toContain('the contents')
    expect(answer.status).toBe(404)
  })

  it('let nothing in but themselves', async () => {
    const { headers } = await stub.request('/')
    const policy = headers.get('content-security-policy') ?? ''
    const hash = createHash('sha256').update(INLINE).digest('base64')
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`)
    for (const part of ["default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(part)
    }
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
    })
    const api = await stub.request('/v1/shows')
    expect(api.headers.get('x-content-type-options')).toBe('nosniff')
    expect(api.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('answer HEAD, and say so when they are not built', async () => {
    const head = await stub.request('/', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    const none = await createStub().request('/')
    expect(await none.json()).toMatchObject({ code: 'not_found', detail: 'The dashboard is not built: npm run build.' })
    expect((await stub.request('/', { method: 'POST' })).status).toBe(404)
  })
})
