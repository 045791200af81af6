/**
 * Reads contacts from the files of other programs: Excel workbooks and vCards. Works in Node.js and in browsers.
 *
 * @module @bulk-contacts/files
 */

export { type ByteSource, blobSource, bytesSource, FileUnreadable } from "./ByteSource.ts"
export { readVcf } from "./vcf/readVcf.ts"
export type { VcfChoice, VcfHeader, VcfListener, VcfOptions, VcfSummary } from "./vcf/VcfOptions.ts"
export { readXlsx } from "./xlsx/readXlsx.ts"
export type { XlsxHeader, XlsxListener, XlsxOptionExample, XlsxOptions, XlsxSummary } from "./xlsx/XlsxOptions.ts"
