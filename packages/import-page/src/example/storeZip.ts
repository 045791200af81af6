const crcTable = Array.from({ length: 256 }, (_, i) => {
  let crc = i
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc >>> 0
})

const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** Little-endian numbers of two and four bytes. */
const numbers = (...values: ReadonlyArray<readonly [value: number, bytes: 2 | 4]>): Uint8Array<ArrayBuffer> => {
  const view = new DataView(new ArrayBuffer(values.reduce((size, [, bytes]) => size + bytes, 0)))
  let offset = 0
  for (const [value, bytes] of values) {
    if (bytes === 2) view.setUint16(offset, value, true)
    else view.setUint32(offset, value, true)
    offset += bytes
  }
  return new Uint8Array(view.buffer)
}

/** A zip archive of texts, without compression (APPNOTE.TXT 4.3). */
export const storeZip = (parts: Readonly<Record<string, string>>, type: string): Blob => {
  const pieces: Array<BlobPart> = []
  const directory: Array<BlobPart> = []
  let offset = 0
  let directorySize = 0
  const count = Object.keys(parts).length
  for (const [path, text] of Object.entries(parts)) {
    const name = new TextEncoder().encode(path)
    const content = new TextEncoder().encode(text)
    const size = content.length
    // Version 2.0, no flags, stored, 1 January 2026.
    const common = [
      [20, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [0x5c21, 2],
      [crc32(content), 4],
      [size, 4],
      [size, 4],
    ] as const
    const lengths = [
      [name.length, 2],
      [0, 2],
    ] as const
    const local = numbers([0x04034b50, 4], ...common, ...lengths)
    const central = numbers(
      [0x02014b50, 4],
      [20, 2],
      ...common,
      ...lengths,
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [offset, 4],
    )
    pieces.push(local, name, content)
    directory.push(central, name)
    offset += local.length + name.length + size
    directorySize += central.length + name.length
  }
  const end = numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [directorySize, 4], [offset, 4], [0, 2])
  return new Blob([...pieces, ...directory, end], { type })
}
