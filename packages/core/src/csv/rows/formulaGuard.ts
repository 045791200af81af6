const formula = /^'*[=+\-@\t\r]/

/**
 * Puts an apostrophe before text that a spreadsheet would read as a formula, and before text that already has one for
 * that reason.
 */
export const guardFormula = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** Undoes `guardFormula`. */
export const unguardFormula = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell
