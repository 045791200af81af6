/**
 * Reads contacts from the files of other programs: Excel workbooks and vCards. Works in Node.js and in browsers.
 *
 * @module @bulk-contacts/files
 */

export { type ByteSource, blobSource, bytesSource, FileUnreadable } from "./ByteSource.ts"
/** @internal For the other packages of this repository. */
export { type CardTable, openCards } from "./vcf/openCards.ts"
export { readVcf } from "./vcf/readVcf.ts"
export type { VcfChoice, VcfHeader, VcfListener, VcfOptions, VcfSummary } from "./vcf/VcfOptions.ts"
/** @internal For the other packages of this repository. */
export { openWorkbook, type SheetSummary, type Workbook } from "./xlsx/openWorkbook.ts"
export type { SheetRow } from "./xlsx/readRows.ts"
export { readXlsx } from "./xlsx/readXlsx.ts"
export type { XlsxHeader, XlsxListener, XlsxOptionExample, XlsxOptions, XlsxSummary } from "./xlsx/XlsxOptions.ts"
