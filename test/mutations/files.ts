import type { Mutation } from "./Mutation.ts"

const src = "packages/files/src"
const test = "packages/files/test"

export const files: ReadonlyArray<Mutation> = [
  {
    mistake: "a part of a workbook may inflate to any size",
    in: `${src}/xlsx`,
    text: "size > RATIO_FROM && size > MAX_RATIO * entry.compressedSize",
    mutant: "false",
    tests: [`${test}/xlsxLimits.test.ts`],
  },
  {
    mistake: "the parts of a workbook may inflate to any size together",
    in: `${src}/xlsx`,
    text: "this.#bytes > this.#maxBytes",
    mutant: "false",
    tests: [`${test}/xlsxLimits.test.ts`],
  },
  {
    mistake: "a workbook may have any number of parts",
    in: `${src}/xlsx`,
    text: "entries.size === MAX_ENTRIES",
    mutant: "false",
    tests: [`${test}/xlsxLimits.test.ts`],
  },
  {
    mistake: "a tag or a text of a workbook may have any length",
    in: `${src}/xlsx`,
    text: "parser.position - lastEvent > MAX_XML_TOKEN",
    mutant: "false",
    tests: [`${test}/xlsxLimits.test.ts`],
  },
  {
    mistake: "a workbook is read where its file has ended",
    in: `${src}/xlsx`,
    text: "if (index < 0 || index > end) throw",
    mutant: "if (index < 0) throw",
    tests: [`${test}/xlsxLimits.test.ts`],
  },
  {
    mistake: "a photo makes its card too long",
    in: `${src}/vcf`,
    text: "isPassedOver: isTechnical(nameOf(line))",
    mutant: "isPassedOver: false",
    tests: [`${test}/vcf.test.ts`],
  },
  {
    mistake: "a folded line of a card may have any length",
    in: `${src}/vcf`,
    text: "open.length > MAX_LINE_CHARACTERS || isCut",
    mutant: "isCut",
    tests: [`${test}/vcf.test.ts`],
  },
  {
    mistake: "of a line that is too long, the beginning is taken for all of it",
    in: `${src}/vcf`,
    text: "if (text.length > free) this.#isCut = true",
    mutant: "",
    tests: [`${test}/vcf.test.ts`],
  },
  {
    mistake: "the card of an agent ends that of the contact",
    in: `${src}/vcf`,
    text: "this.#nested++",
    mutant: "this.#nested += 0",
    tests: [`${test}/vcf.test.ts`],
  },
]
