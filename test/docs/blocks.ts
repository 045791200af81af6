import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"

export const root = join(import.meta.dirname, "../..")

export const read = (file: string): string => readFileSync(join(root, file), "utf8")

/** A fenced block of a page. */
export interface Block {
  readonly page: string
  /** Of its first fence. */
  readonly line: number
  readonly language: string
  /** The file that a comment above it names: `<!-- from FILE -->`. */
  readonly from: string | undefined
  readonly code: string
}

const fence = /^ *```(?<language>.*)$/
const source = /^ *<!-- from (?<file>\S+) -->$/

/** The lines of a page; of a TypeScript module, those of its docstrings without their asterisks. */
const linesOf = (page: string): ReadonlyArray<string> => {
  const lines = read(page).split("\n")
  return page.endsWith(".ts") ? lines.map((line) => /^ *\* ?(.*)$/.exec(line)?.[1] ?? "") : lines
}

/** All fenced blocks of a page, in order. */
export const blocksOf = (page: string): ReadonlyArray<Block> => {
  const lines = linesOf(page)
  const blocks: Array<Block> = []
  for (let i = 0; i < lines.length; i++) {
    const language = fence.exec(lines[i] ?? "")?.groups?.["language"]
    if (language === undefined) {
      // Whatever else Markdown takes for a fence would be passed over.
      if (/```|^\W*~~~/.test(lines[i] ?? "")) throw new Error(`${page}:${i + 1}: is no fence that the tests know`)
      continue
    }
    const end = lines.findIndex((line, j) => j > i && fence.test(line))
    if (end < 0) throw new Error(`${page}:${i + 1}: the block has no end`)
    const from = source.exec(lines[i - 1] ?? "")?.groups?.["file"]
    blocks.push({ page, line: i + 1, language, from, code: `${lines.slice(i + 1, end).join("\n")}\n` })
    i = end
  }
  return blocks
}

/** Modules of their own, not parts of a file. */
export const modulesOf = (page: string): ReadonlyArray<Block> =>
  blocksOf(page).filter(({ language, from }) => language === "ts" && from === undefined)

/** The pages that the patterns name. */
export const pagesOf = (patterns: ReadonlyArray<string>): ReadonlyArray<string> =>
  globSync(patterns, { cwd: root, exclude: ["**/node_modules", "docs/reference/out"] }).toSorted()
