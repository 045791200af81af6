import { FileRejected } from "../../FileRejected.ts"
import { MAX_PART_BYTES, MAX_SHARED_STRINGS } from "../../limits.ts"
import { TextCollector } from "../cells/TextCollector.ts"
import { readWholeXml } from "../readXml.ts"
import type { ZipArchive } from "../ZipArchive.ts"

/** The strings that cells refer to by their position. */
export const readSharedStrings = async (
  archive: ZipArchive,
  part: string | undefined,
): Promise<ReadonlyArray<string>> => {
  const strings: Array<string> = []
  if (part === undefined || !archive.has(part)) return strings
  const text = new TextCollector()
  await readWholeXml(part, archive.read(part, MAX_PART_BYTES), {
    open: (element) => {
      if (element === "si") text.start()
      else text.open(element)
    },
    text: (content) => text.add(content),
    close: (element) => {
      if (element !== "si") return text.close(element)
      if (strings.length === MAX_SHARED_STRINGS) {
        throw new FileRejected("too_many_values", `has more than ${MAX_SHARED_STRINGS} different texts`)
      }
      strings.push(text.end())
    },
  })
  return strings
}
