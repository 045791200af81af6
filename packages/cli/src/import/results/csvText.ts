/** A row of a CSV file (RFC 4180), with any separator. */
export const csvRow = (cells: ReadonlyArray<string>, separator = ","): string =>
  `${cells.map((cell) => quote(cell, separator)).join(separator)}\r\n`

/** White space before a quote would be lost, so a cell that begins with it is quoted too. */
const quote = (cell: string, separator: string): string =>
  cell.includes(separator) || /^\s|["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
