import { MAX_PART_BYTES } from "../../limits.ts"
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
      if (element === "si") strings.push(text.end())
      else text.close(element)
    },
  })
  return strings
}
