import { librarySyntax } from "@bulk-contacts/core"
import type { XlsxOptionExample } from "./XlsxOptions.ts"

/** Writes options as those of `readXlsx`. */
export const xlsxSyntax = (example: XlsxOptionExample): string =>
  example.option === "sheet" || example.option === "hiddenRows"
    ? `${example.option}: ${JSON.stringify(example.value)}`
    : librarySyntax(example)
