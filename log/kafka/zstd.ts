// zstd for kafkajs, which has only the place for it: node's own.
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompress } from 'node:zlib'
import kafkajs from 'kafkajs'
import { INFLATED_BYTES_MAX } from './limits.ts'

const { CompressionCodecs, CompressionTypes } = kafkajs
const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)
/** Packed records shrink to a third at any level; the higher ones only cost. */
const LEVEL = 1

const codec = {
  compress: (encoder: { readonly buffer: Buffer }) =>
    compress(encoder.buffer, { params: { [constants.ZSTD_c_compressionLevel]: LEVEL } }),
  decompress: (buffer: Buffer) => decompress(buffer, { maxOutputLength: INFLATED_BYTES_MAX }),
}

export function installZstd(): void {
  CompressionCodecs[CompressionTypes.ZSTD] = () => codec
}
