// The bytes of a request, within bounds, unpacked by what they are and not by what the headers say: beacons call JSON
// text/plain, rudder-sdk-node calls gzip x-www-form-urlencoded.
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip, zstdDecompress } from 'node:zlib'
import type { Bodies } from './bodies.ts'

/** Why a body could not be read. */
export type BodyFailure = 'too_large' | 'unreadable' | 'overloaded'
export type Bytes = { readonly bytes: Buffer } | { readonly failure: BodyFailure }

const inflateGzip = promisify(gunzip)
const inflateZstd = promisify(zstdDecompress)

/** Reads the body up to `max` bytes, while there is room among `bodies`. Straight from the socket's stream where there is one: web streams cost twice. */
export async function readBytes(
  request: Request,
  incoming: IncomingMessage | undefined,
  max: number,
  bodies: Bodies,
  address: string | null,
): Promise<Bytes> {
  if (Number(request.headers.get('content-length') ?? 0) > max) return { failure: 'too_large' }
  return incoming === undefined ? readWeb(request, max) : readIncoming(incoming, max, bodies, address)
}

function readIncoming(incoming: IncomingMessage, max: number, bodies: Bodies, address: string | null): Promise<Bytes> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = []
    let length = 0
    let ended = false
    const end = (result: Bytes) => {
      if (ended) return
      ended = true
      body.end()
      chunks = []
      resolve(result)
    }
    const body = bodies.begin(address, () => end({ failure: 'overloaded' }))
    incoming.on('data', (chunk: Buffer) => {
      if (ended) return
      // What follows a refusal is let run past unread, so that the answer arrives.
      if (length + chunk.length > max) return end({ failure: 'too_large' })
      if (!body.take(chunk.length)) return end({ failure: 'overloaded' })
      length += chunk.length
      chunks.push(chunk)
    })
    incoming.once('end', () => end({ bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }))
    incoming.once('error', () => end({ failure: 'unreadable' }))
    incoming.once('close', () => end({ failure: 'unreadable' }))
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

export interface Json {
  /** undefined where the bytes are no JSON. */
  readonly value: unknown
  /**
   * No text in it, keys included, holds a lone surrogate. Decoding UTF-8 gives none: bytes that would be one become U+FFFD.
   * Then only an escape of JSON can, \ud800 to \udfff, so that a body without "\ud" is known to be sound. One with it
   * may be as well (emoji are pairs of them): it has to be looked at.
   */
  readonly wellFormed: boolean
}

/** JSON of a body, with or without a byte order mark. */
export function parseJson(bytes: Buffer): Json {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8', start))
    return { value, wellFormed: !bytes.includes('\\ud') && !bytes.includes('\\uD') }
  } catch {
    return { value: undefined, wellFormed: false }
  }
}
