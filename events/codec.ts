// The record codec: one LogBatch <-> bytes. The first byte is the version; what an older version wrote is read for ever,
// so a decoder is never changed once released, only joined by the next one.
import type { LogBatch } from './contract.ts'
import { packV1, unpackV1 } from './codec-v1.ts'

/** The version encodeBatch writes. */
export const CODEC_VERSION = 1

const DECODERS: Readonly<Record<number, (bytes: Uint8Array, asText: boolean) => LogBatch>> = { 1: unpackV1 }

/**
 * Follows the version in every record from version 2 on, so that a newer Cartbeat's record is told from another program's: that
 * may begin with any byte, protobuf's with 8 or 10. No text in UTF-8 has these bytes.
 */
export const SIGN: Uint8Array = Uint8Array.of(0xca, 0x27, 0xbe, 0xa7)
const isSigned = (bytes: Uint8Array): boolean => SIGN.every((byte, i) => bytes[i + 1] === byte)

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
  if (version === 0 || (version > 1 && !isSigned(bytes)))
    throw new CorruptRecordError(`record begins with ${version}, which is no codec version`)
  const decode = DECODERS[version]
  if (decode === undefined) throw new UnknownVersionError(version)
  try {
    return decode(bytes, asText)
  } catch (cause) {
    throw new CorruptRecordError(`record of ${bytes.length} bytes is no batch of version ${version}`, { cause })
  }
}
