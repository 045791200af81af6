#!/usr/bin/env node
// Says what is needed, where an older Node would stumble over the program itself. No static import may stand here.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`bulk-contacts needs Node.js 22.19 or newer; this is ${process.versions.node}.\n`)
  process.exit(1)
}
const { enableCompileCache } = await import("node:module")
enableCompileCache()
await import("#main")
