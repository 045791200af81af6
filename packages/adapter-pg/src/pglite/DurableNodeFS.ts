import fs from "node:fs"
import { NodeFS } from "@electric-sql/pglite/nodefs"

type Init = NodeFS["init"]

/**
 * A directory on this machine in which `fsync` writes to disk, and whose files only their owner can use. PGlite's own file
 * system ignores `fsync`, so that a commit would survive the end of the process but not a power failure, and lets everybody
 * write to its files.
 *
 * PGlite has no option for this, so the file system of its engine is patched. A version that has no such file system is
 * rejected instead of losing commits.
 */
export class DurableNodeFS extends NodeFS {
  override async init(...[engine, options]: Parameters<Init>): ReturnType<Init> {
    const { emscriptenOpts } = await super.init(engine, options)
    const preRun = [...(emscriptenOpts.preRun ?? []), (mod: { readonly NODEFS: object }) => patch(mod.NODEFS)]
    return { emscriptenOpts: { ...emscriptenOpts, preRun } }
  }
}

/** The part of Emscripten's open file that is needed. A directory has no file descriptor. */
interface OpenFile {
  readonly nfd?: number
}

interface Attributes {
  mode?: number
}

interface Operations {
  readonly stream_ops?: {
    fsync?: (file: OpenFile) => number
    setattr: (file: OpenFile, attributes: Attributes) => void
  }
  readonly node_ops?: {
    mknod: (parent: object, name: string, mode: number, device: number) => object
    setattr: (node: object, attributes: Attributes) => void
  }
}

const patch = ({ stream_ops, node_ops }: Operations): void => {
  if (stream_ops === undefined || node_ops === undefined) {
    throw new Error("This version of PGlite is not supported: its file system differs")
  }
  stream_ops.fsync = ({ nfd }) => {
    if (nfd !== undefined) fs.fsyncSync(nfd)
    return 0
  }
  const { mknod, setattr } = node_ops
  node_ops.mknod = (parent, name, mode, device) => mknod(parent, name, forOwner(mode), device)
  node_ops.setattr = (node, attributes) => setattr(node, attributesForOwner(attributes))
  const setOpenFile = stream_ops.setattr
  stream_ops.setattr = (file, attributes) => setOpenFile(file, attributesForOwner(attributes))
}

const forOwner = (mode: number): number => mode & ~0o077

const attributesForOwner = (attributes: Attributes): Attributes =>
  attributes.mode === undefined ? attributes : { ...attributes, mode: forOwner(attributes.mode) }
