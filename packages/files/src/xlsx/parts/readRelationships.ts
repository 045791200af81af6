import { FileRejected } from "../../FileRejected.ts"
import { MAX_ENTRIES, MAX_PART_BYTES } from "../../limits.ts"
import { readWholeXml } from "../readXml.ts"
import type { ZipArchive } from "../ZipArchive.ts"

/** A part that another part refers to. */
export interface Relationship {
  readonly id: string
  /** The last segment of its type: `worksheet`, `styles`. */
  readonly type: string
  /** The name of the part in the archive. */
  readonly part: string
}

/** The parts that a part refers to; `""` is the package itself. */
export const readRelationships = async (archive: ZipArchive, part: string): Promise<ReadonlyArray<Relationship>> => {
  const folder = part.slice(0, part.lastIndexOf("/") + 1)
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`
  if (!archive.has(name)) return []
  const found: Array<Relationship> = []
  await readWholeXml(name, archive.read(name, MAX_PART_BYTES), {
    open: (element, { Id = "", Type = "", Target = "", TargetMode }) => {
      if (element !== "Relationship" || TargetMode === "External") return
      if (found.length === MAX_ENTRIES) {
        throw new FileRejected("too_many_values", `has a part that refers to more than ${MAX_ENTRIES} others`)
      }
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf("/") + 1), part: resolve(folder, Target) })
    },
  })
  return found
}

/** A target is relative to the folder of its part, or begins with a slash. */
const resolve = (folder: string, target: string): string => {
  const segments: Array<string> = []
  for (const segment of (target.startsWith("/") ? target : folder + target).split("/")) {
    if (segment === "..") segments.pop()
    else if (segment !== "" && segment !== ".") segments.push(segment)
  }
  return segments.join("/")
}
