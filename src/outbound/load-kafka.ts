import { promisify } from 'node:util'
import { gunzip, gzip, zstdCompress, zstdDecompress } from 'node:zlib'

/** A batch of a broker has at most some megabytes; packed, it must not grow without end. */
const MOST_UNPACKED = { maxOutputLength: 64 * 1024 * 1024 }

let loading: Promise<typeof import('kafkajs')> | undefined

/** The library, loaded when the first store needs it: whoever has no Kafka does not pay for it (docs/adr/0016). */
export function loadKafka(): Promise<typeof import('kafkajs')> {
  loading ??= import('kafkajs').then(({ default: kafkajs }) => {
    const { CompressionCodecs, CompressionTypes } = kafkajs
    // Its own gzip knows no limit, and zstd comes with Node.
    CompressionCodecs[CompressionTypes.GZIP] = codec(promisify(gzip), promisify(gunzip))
    CompressionCodecs[CompressionTypes.ZSTD] = codec(promisify(zstdCompress), promisify(zstdDecompress))
    return kafkajs
  })
  return loading
}

type Pack = (bytes: Uint8Array) => Promise<Buffer>
type Unpack = (bytes: Uint8Array, options: typeof MOST_UNPACKED) => Promise<Buffer>

const codec = (pack: Pack, unpack: Unpack) => () => ({
  compress: ({ buffer }: { readonly buffer: Buffer }) => pack(buffer),
  decompress: (buffer: Buffer) => unpack(buffer, MOST_UNPACKED),
})
