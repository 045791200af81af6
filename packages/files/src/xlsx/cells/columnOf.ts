const A = 64

/** The column of a reference (`B7`), from 0; undefined if it is not one. */
export const columnOf = (reference: string): number | undefined => {
  let column = 0
  let i = 0
  for (; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) - A
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column === 0 || column > 16_384 ? undefined : column - 1
}

/** The letters of a column, from 0: `B`. */
export const columnName = (column: number): string => {
  let name = ""
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(A + 1 + ((rest - 1) % 26)) + name
  }
  return name
}
