import { crc32, deflateRawSync } from "node:zlib"

const escapeXml = (text: string): string =>
  text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot have them, so workbooks write them as _x000B_
    /[&<>"\r]|_(?=x[\dA-Fa-f]{4}_)|[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g,
    (character) =>
      ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[character] ??
      `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  )

/** A cell: text, or its element with everything but the reference. */
export type Cell = string | number | { readonly attributes?: string; readonly content: string }

export interface Sheet {
  readonly name: string
  readonly state?: "hidden" | "veryHidden"
  /** Undefined for a row that has no element. */
  readonly rows: ReadonlyArray<ReadonlyArray<Cell> | undefined>
  /** The rows that are hidden, from 1. */
  readonly hidden?: ReadonlyArray<number>
}

export interface WorkbookOptions {
  /** Where text is stored. */
  readonly strings?: "shared" | "inline"
  /** The number formats of styles 1, 2, …, as codes, or as the numbers of built-in ones. */
  readonly formats?: ReadonlyArray<string | number>
  readonly date1904?: boolean
  /** Parts to add or to replace. */
  readonly parts?: Readonly<Record<string, string>>
  readonly prefix?: string
}

const columnName = (column: number): string =>
  (column >= 26 ? columnName(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26))

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/** Writes a workbook as Excel does: the smallest one that has these sheets. */
export const workbook = async (sheets: ReadonlyArray<Sheet>, options: WorkbookOptions = {}): Promise<Uint8Array> => {
  const { strings = "shared", formats = [], date1904 = false, parts = {} } = options
  const shared = new Map<string, number>()
  const cellOf = (cell: Cell, reference: string): string => {
    if (typeof cell === "number") return `<c r="${reference}"><v>${cell}</v></c>`
    if (typeof cell === "object") return `<c r="${reference}" ${cell.attributes ?? ""}>${cell.content}</c>`
    if (cell === "") return ""
    const text = `<t xml:space="preserve">${escapeXml(cell)}</t>`
    if (strings === "inline") return `<c r="${reference}" t="inlineStr"><is>${text}</is></c>`
    const index = shared.get(text) ?? shared.size
    shared.set(text, index)
    return `<c r="${reference}" t="s"><v>${index}</v></c>`
  }
  const sheetXml = ({ rows, hidden = [] }: Sheet): string => {
    const elements = rows.map((cells, i) =>
      cells === undefined
        ? ""
        : `<row r="${i + 1}"${hidden.includes(i + 1) ? ' hidden="1"' : ""}>${cells.map((cell, j) => cellOf(cell, `${columnName(j)}${i + 1}`)).join("")}</row>`,
    )
    return `${declaration}<worksheet xmlns="${main}"><cols><col min="1" max="1"/></cols><sheetData>${elements.join("")}</sheetData></worksheet>`
  }
  const sheetParts = sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)] as const)
  const custom = formats.map((format, i) => (typeof format === "number" ? format : 164 + i))
  const files = {
    "[Content_Types].xml": `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "_rels/.rels": `${declaration}<Relationships xmlns="x"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}"><workbookPr date1904="${date1904}"/><sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"${state === undefined ? "" : ` state="${state}"`}/>`,
      )
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${declaration}<Relationships xmlns="x">${sheets
      .map(
        (_, i) =>
          `<Relationship Id="rId${i + 1}" Type="${relationships}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join(
        "",
      )}<Relationship Id="s" Type="${relationships}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="t" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `${declaration}<styleSheet xmlns="${main}"><numFmts>${formats
      .map((format, i) =>
        typeof format === "number" ? "" : `<numFmt numFmtId="${164 + i}" formatCode="${escapeXml(format)}"/>`,
      )
      .join("")}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${custom
      .map((id) => `<xf numFmtId="${id}"/>`)
      .join("")}</cellXfs></styleSheet>`,
    ...Object.fromEntries(sheetParts),
    "xl/sharedStrings.xml": `${declaration}<sst xmlns="${main}">${[...shared.keys()].map((text) => `<si>${text}</si>`).join("")}</sst>`,
    ...parts,
  }
  return zip(files)
}

/** The fields that an entry has at its beginning and in the directory (APPNOTE.TXT of PKWARE, 4.3.7 and 4.3.12). */
const describeEntry = (name: Buffer, content: Buffer, packed: Buffer): Buffer => {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0) // the version needed to extract: 2.0
  fields.writeUInt16LE(packed === content ? 0 : 8, 4) // stored or deflated
  fields.writeUInt16LE(0x21, 8) // modified on 1980-01-01
  fields.writeUInt32LE(crc32(content), 10)
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(content.length, 18)
  fields.writeUInt16LE(name.length, 22)
  return fields
}

/** Writes a zip archive. By hand, because a library takes many times as long for the many small ones that tests make. */
export const zip = (files: Readonly<Record<string, string>>): Uint8Array => {
  const entries: Array<Buffer> = []
  const directory: Array<Buffer> = []
  let offset = 0
  for (const [path, text] of Object.entries(files)) {
    const [name, content] = [Buffer.from(path), Buffer.from(text)]
    const packed = content.length === 0 ? content : deflateRawSync(content)
    const fields = describeEntry(name, content, packed)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.from("PK\x01\x02\x14\0"), fields, place, name)
    const entry = [Buffer.from("PK\x03\x04"), fields, name, packed]
    entries.push(...entry)
    for (const { length } of entry) offset += length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write("PK\x05\x06", "latin1")
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...entries, central, end]))
}

/** A number in a style. */
export const styled = (value: number, style: number): Cell => ({
  attributes: `s="${style}"`,
  content: `<v>${value}</v>`,
})

export const error = (value: string): Cell => ({ attributes: 't="e"', content: `<f>1/0</f><v>${value}</v>` })
