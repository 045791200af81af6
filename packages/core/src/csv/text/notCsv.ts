import type { Rejection } from "../../domain/Rejection.ts"

interface ForeignFormat {
  /** What files of it begin with. No table of contacts does. Letters are in lower case, and match in either. */
  readonly beginnings: ReadonlyArray<ReadonlyArray<number>>
  readonly rejection: Rejection
}

const ascii = (text: string): ReadonlyArray<number> => [...text].map((character) => character.charCodeAt(0))

const notCsv = (message: string): Rejection => ({ code: "invalid_file", message })

const formats: ReadonlyArray<ForeignFormat> = [
  {
    beginnings: [[0x50, 0x4b, 0x03, 0x04]],
    rejection: notCsv("is an Excel workbook or another zip archive, not CSV: save it as CSV"),
  },
  {
    // The compound files that Excel wrote before 2007, and writes around a workbook with a password.
    beginnings: [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
    rejection: notCsv("is an old Excel file (.xls), or protected by a password, not CSV: save it as CSV"),
  },
  {
    beginnings: [ascii("%pdf-")],
    rejection: notCsv("is a PDF document, not CSV: export the contacts as CSV"),
  },
  {
    // What some programs name .xls or .csv.
    beginnings: [ascii("<!doctype html"), ascii("<html"), ascii("<table")],
    rejection: notCsv("is a web page (HTML), not CSV: open it in a spreadsheet program, and save it as CSV"),
  },
  {
    beginnings: [ascii("begin:vcard")],
    rejection: notCsv("has vCards, not CSV: give it the extension .vcf, and read it as vCards"),
  },
  {
    // The byte order marks of UTF-32. That of UTF-16 is part of one.
    beginnings: [
      [0xff, 0xfe, 0x00, 0x00],
      [0x00, 0x00, 0xfe, 0xff],
    ],
    rejection: { code: "invalid_encoding", message: "is in UTF-32, which is not supported: save it as CSV UTF-8" },
  },
]

const UTF8_MARK = [0xef, 0xbb, 0xbf]

/**
 * Why a file is not CSV, if its first bytes are those of another format: a wrong encoding or a missing header would be a
 * misleading reason.
 */
export const whyNotCsv = (block: Uint8Array): Rejection | undefined => {
  const bytes = begins(block, UTF8_MARK) ? block.subarray(UTF8_MARK.length) : block
  return formats.find(({ beginnings }) => beginnings.some((beginning) => begins(bytes, beginning)))?.rejection
}

const begins = (bytes: Uint8Array, beginning: ReadonlyArray<number>): boolean =>
  beginning.every((byte, i) => bytes[i] === byte || lowerCase(bytes[i] ?? 0) === byte)

const lowerCase = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte)
