import fs from "node:fs"
import { NodeFS } from "@electric-sql/pglite/nodefs"

type Init = NodeFS["init"]

/**
 * A directory of this machine in which `fsync` means it. The one that the engine brings does not sync at all, so that a
 * commit would survive the end of the process but not the end of the power.
 */
export class DurableNodeFS extends NodeFS {
  override async init(...[engine, options]: Parameters<Init>): ReturnType<Init> {
    const { emscriptenOpts } = await super.init(engine, options)
    const preRun = [...(emscriptenOpts.preRun ?? []), (mod: { readonly NODEFS: object }) => addSync(mod.NODEFS)]
    return { emscriptenOpts: { ...emscriptenOpts, preRun } }
  }
}

/** Of what Emscripten keeps of an open file; directories have no descriptor. */
interface OpenFile {
  readonly nfd?: number
}

const addSync = (nodefs: { readonly stream_ops?: { fsync?: (file: OpenFile) => number } }): void => {
  if (nodefs.stream_ops === undefined) throw new Error("This version of PGlite has another file system")
  nodefs.stream_ops.fsync = ({ nfd }) => {
    if (nfd !== undefined) fs.fsyncSync(nfd)
    return 0
  }
}
