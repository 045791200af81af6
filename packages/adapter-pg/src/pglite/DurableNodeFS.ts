import fs from "node:fs"
import { NodeFS } from "@electric-sql/pglite/nodefs"

type Init = NodeFS["init"]

/**
 * A directory on this machine in which `fsync` writes to disk. PGlite's own file system ignores `fsync`, so that a commit
 * would survive the end of the process but not a power failure.
 *
 * PGlite has no option for this, so the file system of its engine is patched. A version that has no such file system is
 * rejected instead of losing commits.
 */
export class DurableNodeFS extends NodeFS {
  override async init(...[engine, options]: Parameters<Init>): ReturnType<Init> {
    const { emscriptenOpts } = await super.init(engine, options)
    const preRun = [...(emscriptenOpts.preRun ?? []), (mod: { readonly NODEFS: object }) => addSync(mod.NODEFS)]
    return { emscriptenOpts: { ...emscriptenOpts, preRun } }
  }
}

/** The part of Emscripten's open file that is needed. A directory has no file descriptor. */
interface OpenFile {
  readonly nfd?: number
}

const addSync = (nodefs: { readonly stream_ops?: { fsync?: (file: OpenFile) => number } }): void => {
  if (nodefs.stream_ops === undefined)
    throw new Error("This version of PGlite is not supported: its file system differs")
  nodefs.stream_ops.fsync = ({ nfd }) => {
    if (nfd !== undefined) fs.fsyncSync(nfd)
    return 0
  }
}
