import { type FileEntry, Reader, ZipReader } from "@zip.js/zip.js"
import { FileRejected } from "../FileRejected.ts"
import { MAX_ENTRIES, MAX_RATIO, MAX_READ_BYTES, RATIO_FROM } from "../limits.ts"

/** Reads the bytes from `start` up to `end`. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array>

class SourceReader extends Reader<null> {
  readonly #read: ReadBytes
  constructor(size: number, read: ReadBytes) {
    super(null)
    this.size = size
    this.#read = read
  }
  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    if (length > MAX_READ_BYTES) throw new FileRejected("too_large", "has a directory that is larger than 16 MiB")
    const end = Math.min(this.size, index + length)
    // A damaged archive may name a place where the file has ended, or before it begins.
    if (index < 0 || index > end) throw new RangeError(`There is nothing from ${index} to ${end}`)
    return this.#read(index, end)
  }
}

/** The entries of a zip archive, by their names. They are inflated while they are read. */
export class ZipArchive {
  readonly #entries: ReadonlyMap<string, FileEntry>
  readonly #maxBytes: number
  /** How much of each entry was inflated, however often. */
  readonly #inflated = new Map<FileEntry, number>()
  #bytes = 0

  private constructor(entries: ReadonlyMap<string, FileEntry>, size: number) {
    this.#entries = entries
    this.#maxBytes = Math.max(RATIO_FROM, MAX_RATIO * size)
  }

  static async open(size: number, read: ReadBytes): Promise<ZipArchive> {
    // Workers would need a script of their own, which a Content-Security-Policy may forbid.
    const reader = new ZipReader(new SourceReader(size, read), { useWebWorkers: false, checkSignature: true })
    const entries = new Map<string, FileEntry>()
    try {
      for await (const entry of reader.getEntriesGenerator()) {
        if (entries.size === MAX_ENTRIES)
          throw new FileRejected("too_many_values", `has more than ${MAX_ENTRIES} parts`)
        // Names of parts are compared without case (ECMA-376, part 2).
        if (!entry.directory) entries.set(entry.filename.toLowerCase(), entry)
      }
    } catch (error) {
      throw damaged(error)
    }
    return new ZipArchive(entries, size)
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase())
  }

  /** The bytes of an entry, at most `maxBytes`. */
  async *read(name: string, maxBytes: number): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(name.toLowerCase())
    if (entry === undefined) throw new FileRejected("invalid_file", `is damaged: it has no ${JSON.stringify(name)}`)
    if (entry.encrypted) throw new FileRejected("invalid_file", "is protected by a password: save it without one")
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const reader = readable.getReader()
    // An entry that cannot be inflated may fail without closing the stream.
    const failing = entry
      .getData(writable)
      .then(() => reader.closed.then(() => ({ done: true, value: undefined }) as const))
    // It fails if reading stops early, too.
    failing.catch(() => {})
    let size = 0
    try {
      for (;;) {
        const { done, value } = await Promise.race([reader.read(), failing])
        if (done) break
        size += value.length
        if (size > maxBytes) throw new FileRejected("too_large", tooLarge(name, maxBytes))
        if (size > RATIO_FROM && size > MAX_RATIO * entry.compressedSize) {
          throw new FileRejected(
            "too_large",
            `has ${JSON.stringify(name)}, which inflates to more than ${MAX_RATIO} times its size`,
          )
        }
        this.#count(entry, size)
        yield value
      }
    } catch (error) {
      throw damaged(error)
    } finally {
      reader.cancel().catch(() => {})
    }
  }

  /** Each of many small parts may inflate well, and several may be the same bytes of the archive. */
  #count(entry: FileEntry, size: number): void {
    const before = this.#inflated.get(entry) ?? 0
    if (size <= before) return
    this.#inflated.set(entry, size)
    this.#bytes += size - before
    if (this.#bytes > this.#maxBytes) {
      throw new FileRejected("too_large", `inflates to more than ${MAX_RATIO} times its size`)
    }
  }
}

const tooLarge = (name: string, maxBytes: number): string =>
  `has ${JSON.stringify(name)}, which has more than ${maxBytes / (1024 * 1024)} MiB once inflated`

const damaged = (error: unknown): unknown =>
  error instanceof FileRejected
    ? error
    : new FileRejected("invalid_file", "is damaged: its zip archive cannot be read. Save it again")
