// The record codec: one LogBatch <-> bytes. The first byte is the version; what an older version wrote is read for ever,
// so a decoder is never changed once released, only joined by the next one.
import type { LogBatch } from './contract.ts'
import { packV1, unpackV1 } from './codec-v1.ts'

/** The version encodeBatch writes. */
export const CODEC_VERSION = 1

const DECODERS: Readonly<Record<number, (bytes: Uint8Array, asText: boolean) => LogBatch>> = { 1: unpackV1 }

/**
 * Versions come one by one, so a first byte far above the newest one is no version. Without this bound nearly every foreign
 * record (text begins at 32, MessagePack's lists and maps at 128) would pass for one of a newer Cartbeat.
 */
const NEWER_VERSIONS_MAX = 15

/** Written by a newer Cartbeat than this one: upgrade the reader, do not skip the record. */
export class UnknownVersionError extends Error {
  override readonly name = 'UnknownVersionError'
  readonly version: number
  constructor(version: number) {
    super(
      `record of codec version ${version}; this Cartbeat reads up to ${CODEC_VERSION}: upgrade it before it reads this log`,
    )
    this.version = version
  }
}

/** Bytes that no codec wrote: the log is damaged. */
export class CorruptRecordError extends Error {
  override readonly name = 'CorruptRecordError'
}

/** Packs a batch. The bytes are the caller's own and stay as they are. */
export function encodeBatch(batch: LogBatch): Uint8Array {
  return packV1(batch)
}

/**
 * Reads a batch of any version written so far. Throws UnknownVersionError or CorruptRecordError. With `asText`, what was
 * sent as properties and context stays the JSON text it is in the record: reading it costs as much as all the rest.
 */
export function decodeBatch(bytes: Uint8Array, asText = false): LogBatch {
  const version = bytes[0]
  if (version === undefined) throw new CorruptRecordError('empty record')
  const decode = DECODERS[version]
  if (decode === undefined) {
    if (version > CODEC_VERSION && version <= CODEC_VERSION + NEWER_VERSIONS_MAX) throw new UnknownVersionError(version)
    throw new CorruptRecordError(`record begins with ${version}, which is no codec version`)
  }
  try {
    return decode(bytes, asText)
  } catch (cause) {
    throw new CorruptRecordError(`record of ${bytes.length} bytes is no batch of version ${version}`, { cause })
  }
}
