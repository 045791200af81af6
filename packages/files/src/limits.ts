/**
 * Limits on files from outside, far above what programs write. Each is checked before the memory or the time that it limits
 * is used.
 */

/** Entries of a workbook's zip archive. A workbook has a few dozen. */
export const MAX_ENTRIES = 10_000

/** Sheets of a workbook. To look for the first row of each takes a millisecond. */
export const MAX_SHEETS = 1000

/** Bytes of the archive that are read at once: its directory, and pieces of its entries. */
export const MAX_READ_BYTES = 16 * 1024 * 1024

/** Inflated bytes of a sheet, which is never in memory as a whole. */
export const MAX_SHEET_BYTES = 2 * 1024 * 1024 * 1024

/** Inflated bytes of each part that is kept in memory: shared strings, styles, and the workbook itself. */
export const MAX_PART_BYTES = 256 * 1024 * 1024

/**
 * How many times larger than its compressed form a part may be, once it has `RATIO_FROM` bytes; and how many times larger than
 * the workbook all its parts may be.
 */
export const MAX_RATIO = 300
export const RATIO_FROM = 16 * 1024 * 1024

/**
 * How many characters and empty cells a sheet may show for each of its bytes, and for each character of the texts that its
 * cells share, once there are `SHOWN_FROM`. A cell that refers to a text, or that is far to the right, has few bytes.
 */
export const MAX_SHOWN = 16
export const SHOWN_FROM = 4 * 1024 * 1024

/** UTF-16 units of one piece of XML: a text, or a tag with its attributes. */
export const MAX_XML_TOKEN = 1024 * 1024

/** Levels of XML. Workbooks need about ten. */
export const MAX_XML_DEPTH = 64

/** Different texts of a workbook. An empty one is five bytes of a part, which inflate well, and more of memory. */
export const MAX_SHARED_STRINGS = 5_000_000

/** Formats of numbers, and formats of cells, of a workbook: more than Excel allows (65,490). */
export const MAX_FORMATS = 100_000

/** UTF-16 units of a cell: what Excel allows. */
export const MAX_CELL_CHARACTERS = 32_767

/** Columns that are read; the core allows as many. */
export const MAX_COLUMNS = 4096

/** Rows of a sheet: what Excel allows. */
export const MAX_ROW = 1_048_576

/** UTF-16 units of one unfolded line of a vCard whose value is used. Photos are longer, and are passed over. */
export const MAX_LINE_CHARACTERS = 1024 * 1024

/** Properties of one card. */
export const MAX_PROPERTIES = 1000
