import { InvalidRequest, type Problem, type StreamedContact } from "@bulk-contacts/core"
import { Effect, Stream } from "effect"
import { bytesSource } from "../../src/ByteSource.ts"
import { readXlsx } from "../../src/xlsx/readXlsx.ts"
import type { XlsxHeader, XlsxOptions, XlsxSummary } from "../../src/xlsx/XlsxOptions.ts"

export interface ReadWorkbook {
  readonly contacts: ReadonlyArray<StreamedContact>
  readonly header: XlsxHeader | undefined
  readonly summary: XlsxSummary | undefined
}

/** Reads a workbook that can be read as a whole. */
export const read = async (bytes: Uint8Array, options?: XlsxOptions): Promise<ReadWorkbook> => {
  let header: XlsxHeader | undefined
  let summary: XlsxSummary | undefined
  const listener = {
    onHeader: (found: XlsxHeader) => {
      header = found
    },
    onEnd: (found: XlsxSummary) => {
      summary = found
    },
  }
  const contacts = await Effect.runPromise(Stream.runCollect(readXlsx(bytesSource(bytes), options, listener)))
  return { contacts, header, summary }
}

/** Why a workbook is rejected as a whole. */
export const problemsOf = async (bytes: Uint8Array, options?: XlsxOptions): Promise<ReadonlyArray<Problem>> => {
  const error = await Effect.runPromise(Effect.flip(Stream.runDrain(readXlsx(bytesSource(bytes), options))))
  if (!(error instanceof InvalidRequest)) throw error
  return error.problems
}
