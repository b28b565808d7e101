// The bytes of a request, within bounds, unpacked by what they are and not by what the headers say: beacons call JSON
// text/plain, rudder-sdk-node calls gzip x-www-form-urlencoded.
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip, zstdDecompress } from 'node:zlib'

/** Why a body could not be read. */
export type BodyFailure = 'too_large' | 'unreadable'
export type Bytes = { readonly bytes: Buffer } | { readonly failure: BodyFailure }

const inflateGzip = promisify(gunzip)
const inflateZstd = promisify(zstdDecompress)

/** Reads the body up to `max` bytes. Straight from the socket's stream where there is one: web streams cost twice. */
export async function readBytes(request: Request, incoming: IncomingMessage | undefined, max: number): Promise<Bytes> {
  if (Number(request.headers.get('content-length') ?? 0) > max) return { failure: 'too_large' }
  return incoming === undefined ? readWeb(request, max) : readIncoming(incoming, max)
}

function readIncoming(incoming: IncomingMessage, max: number): Promise<Bytes> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= max) chunks.push(chunk)
      else {
        // What follows is let run past unread, so that the answer arrives.
        chunks.length = 0
        resolve({ failure: 'too_large' })
      }
    })
    incoming.once('end', () => resolve({ bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }))
    incoming.once('error', () => resolve({ failure: 'unreadable' }))
    incoming.once('close', () => resolve({ failure: 'unreadable' }))
  })
}

async function readWeb(request: Request, max: number): Promise<Bytes> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length
      if (length > max) return { failure: 'too_large' }
      chunks.push(chunk)
    }
  } catch {
    return { failure: 'unreadable' }
  }
  return { bytes: Buffer.concat(chunks) }
}

/** Inflates gzip and zstd, known by their first bytes; anything else is given back as it is. Stops at `max` bytes. */
export async function inflate(bytes: Buffer, max: number): Promise<Bytes> {
  const unpack = isGzip(bytes) ? inflateGzip : isZstd(bytes) ? inflateZstd : null
  if (unpack === null) return bytes.length > max ? { failure: 'too_large' } : { bytes }
  try {
    return { bytes: await unpack(bytes, { maxOutputLength: max }) }
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    return { failure: tooLarge ? 'too_large' : 'unreadable' }
  }
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b
const isZstd = (bytes: Buffer): boolean => bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2fb528

/** JSON of a body, with or without a byte order mark; undefined where it is none. */
export function parseJson(bytes: Buffer): unknown {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  try {
    return JSON.parse(bytes.toString('utf8', start))
  } catch {
    return undefined
  }
}
