import { FileRejected } from "../../FileRejected.ts"
import { MAX_PART_BYTES, MAX_SHEETS } from "../../limits.ts"
import { type Attributes, readWholeXml } from "../readXml.ts"
import type { ZipArchive } from "../ZipArchive.ts"
import { type Relationship, readRelationships } from "./readRelationships.ts"

/** A sheet of a workbook that has cells. */
export interface WorkbookSheet {
  readonly name: string
  readonly part: string
  /** Whether the program that shows the workbook hides the sheet. */
  readonly isHidden: boolean
}

export interface Workbook {
  readonly sheets: ReadonlyArray<WorkbookSheet>
  /** Whether dates count from 1904 and not from 1900. */
  readonly hasDatesFrom1904: boolean
  readonly sharedStrings: string | undefined
  readonly styles: string | undefined
}

/** Finds the parts of a workbook. */
export const readWorkbook = async (archive: ZipArchive): Promise<Workbook> => {
  const part = (await readRelationships(archive, "")).find(({ type }) => type === "officeDocument")?.part
  if (part?.endsWith(".bin")) throw new FileRejected("invalid_file", "is a binary workbook: save it as .xlsx")
  if (part === undefined || !archive.has(part))
    throw new FileRejected("invalid_file", "is not an Excel workbook (.xlsx)")
  const relationships = await readRelationships(archive, part)
  const byId = new Map(relationships.map((relationship) => [relationship.id, relationship]))
  const sheets: Array<WorkbookSheet> = []
  const parts = new Set<string>()
  let hasDatesFrom1904 = false
  await readWholeXml(part, archive.read(part, MAX_PART_BYTES), {
    open: (element, attributes) => {
      if (element === "workbookPr") hasDatesFrom1904 = isTrue(attributes["date1904"])
      const sheet = element === "sheet" ? toSheet(attributes, byId) : undefined
      if (sheet === undefined) return
      if (sheets.length === MAX_SHEETS) {
        throw new FileRejected("too_many_values", `has more than ${MAX_SHEETS} sheets`)
      }
      if (parts.has(sheet.part)) {
        throw new FileRejected("invalid_file", `is damaged: several sheets are ${JSON.stringify(sheet.part)}`)
      }
      parts.add(sheet.part)
      sheets.push(sheet)
    },
  })
  const partOf = (wanted: string) => relationships.find(({ type }) => type === wanted)?.part
  return { sheets, hasDatesFrom1904, sharedStrings: partOf("sharedStrings"), styles: partOf("styles") }
}

/** Sheets that have charts only have no cells. */
const toSheet = (attributes: Attributes, byId: ReadonlyMap<string, Relationship>): WorkbookSheet | undefined => {
  const id = Object.entries(attributes).find(([name]) => name.endsWith(":id"))?.[1]
  const found = byId.get(id ?? "")
  if (found?.type !== "worksheet") return undefined
  const { name = "", state = "visible" } = attributes
  return { name, part: found.part, isHidden: state !== "visible" }
}

/** How XML Schema writes it. */
export const isTrue = (value: string | undefined): boolean => value === "1" || value === "true"
