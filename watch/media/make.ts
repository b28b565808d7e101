// Makes the demo's video loops again: draws scenes.ts in Chromium, encodes and cuts with ffmpeg (H.264, fragmented MP4).
//   npx node watch/media/make.ts [path of a Chromium]          needs ffmpeg with libx264
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { FRAMES_PER_S, LOOP_SEGMENTS, SEGMENT_MS, TIMESCALE } from './loop.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const loop_s = (LOOP_SEGMENTS * SEGMENT_MS) / 1000
const frames = loop_s * FRAMES_PER_S

const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const page = await browser.newPage()
await page.setContent('<canvas width="640" height="360"></canvas>')
const scenes = stripTypeScriptTypes(await readFile(here('scenes.ts'), 'utf8')).replace(
  'export const SCENES',
  'window.SCENES',
)
await page.addScriptTag({ content: scenes })

for (const name of ['kitchen', 'street']) {
  const folder = here(name)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  const every = FRAMES_PER_S * (SEGMENT_MS / 1000)
  const options =
    `-v error -f image2pipe -framerate ${FRAMES_PER_S} -i - ` +
    `-c:v libx264 -profile:v baseline -level 3.0 -pix_fmt yuv420p -preset veryslow -crf 32 -bf 0 ` +
    `-g ${every} -keyint_min ${every} -sc_threshold 0 -video_track_timescale ${TIMESCALE} ` +
    `-map_metadata -1 -fflags +bitexact -flags:v +bitexact ` +
    `-f hls -hls_time ${SEGMENT_MS / 1000} -hls_list_size 0 -hls_segment_type fmp4 -hls_fmp4_init_filename init.mp4`
  const files = ['-hls_segment_filename', `${folder}/%02d.m4s`, `${folder}/all.m3u8`]
  const ffmpeg = spawn('ffmpeg', [...options.split(' '), ...files], { stdio: ['pipe', 'inherit', 'inherit'] })
  for (let frame = 0; frame < frames; frame++) {
    const png = await page.evaluate(
      ([scene, turn]) => {
        const canvas = document.querySelector('canvas') as HTMLCanvasElement
        const draw = (window as unknown as { SCENES: Record<string, (...args: unknown[]) => void> }).SCENES[scene]
        draw?.(canvas.getContext('2d'), turn)
        return canvas.toDataURL('image/png').slice('data:image/png;base64,'.length)
      },
      [name, frame / frames] as const,
    )
    if (!ffmpeg.stdin.write(Buffer.from(png, 'base64'))) await once(ffmpeg.stdin, 'drain')
  }
  ffmpeg.stdin.end()
  const [code] = (await once(ffmpeg, 'exit')) as [number]
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`)
  await rm(`${folder}/all.m3u8`)
}
await browser.close()
