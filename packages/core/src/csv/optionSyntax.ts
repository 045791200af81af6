/** An option in a message, with the value that resolves a problem. */
export type OptionExample =
  | { readonly option: "encoding" | "separator" | "header"; readonly value: string }
  | { readonly option: "map"; readonly column: string; readonly target: string }
  | { readonly option: "ignore"; readonly column: string }
  | { readonly option: "keepRest" }

/** Writes an option as whoever reads the message has to give it. */
export type OptionSyntax = (example: OptionExample) => string

/** As an option of `readCsv`. */
export const librarySyntax: OptionSyntax = (example) => {
  switch (example.option) {
    case "map":
      return `map: { ${JSON.stringify(example.column)}: ${JSON.stringify(example.target)} }`
    case "ignore":
      return `ignore: [${JSON.stringify(example.column)}]`
    case "keepRest":
      return "keepRest: true"
    case "header":
      return `header: ${Number.isInteger(Number(example.value)) ? example.value : JSON.stringify(example.value)}`
    default:
      return `${example.option}: ${JSON.stringify(example.value)}`
  }
}
