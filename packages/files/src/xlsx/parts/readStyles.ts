import { FileRejected } from "../../FileRejected.ts"
import { MAX_FORMATS, MAX_PART_BYTES } from "../../limits.ts"
import { builtInFormats } from "../cells/builtInFormats.ts"
import { readWholeXml } from "../readXml.ts"
import type { ZipArchive } from "../ZipArchive.ts"

/** The number formats of cells, by the numbers of their styles. */
export const readStyles = async (archive: ZipArchive, part: string | undefined): Promise<ReadonlyArray<string>> => {
  const formats: Array<string> = []
  if (part === undefined || !archive.has(part)) return formats
  const codes = new Map(builtInFormats)
  const ids: Array<number> = []
  let isInCellFormats = false
  await readWholeXml(part, archive.read(part, MAX_PART_BYTES), {
    open: (element, { numFmtId, formatCode }) => {
      if (element === "numFmt") codes.set(Number(numFmtId), formatCode ?? "General")
      else if (element === "cellXfs") isInCellFormats = true
      else if (element === "xf" && isInCellFormats) ids.push(Number(numFmtId ?? 0))
      if (codes.size > MAX_FORMATS || ids.length > MAX_FORMATS) {
        throw new FileRejected("too_many_values", `has more than ${MAX_FORMATS} formats`)
      }
    },
    close: (element) => {
      if (element === "cellXfs") isInCellFormats = false
    },
  })
  return ids.map((id) => codes.get(id) ?? "General")
}
