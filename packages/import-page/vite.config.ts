import { fileURLToPath } from "node:url"
import { defineConfig, type Plugin } from "vite"

/** The folder, next to the page, from which the page loads its parts. */
const FOLDER = "import"

/**
 * Turns what was built into one module, which a server can serve without reading files: the page and its parts. Parts are
 * named relative to the page, wherever a host has it.
 */
const oneModule = (): Plugin => ({
  name: "one-module",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const parts: Record<string, string> = {}
      for (const [name, part] of Object.entries(bundle)) {
        parts[name] = part.type === "chunk" ? part.code : Buffer.from(part.source).toString("utf8")
        delete bundle[name]
      }
      const { "index.html": html = "", ...files } = parts
      const page = { html: html.replaceAll(/(src|href)="\.\//g, `$1="${FOLDER}/`), files }
      this.emitFile({
        type: "asset",
        fileName: "index.js",
        source: `export const importPage = ${JSON.stringify(page)}\n`,
      })
    },
  },
})

const parts = { entryFileNames: "[name].js", chunkFileNames: "[name].js", assetFileNames: "[name][extname]" }

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  resolve: { conditions: ["@bulk-contacts/source", "module", "browser", "import", "default"] },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es", rolldownOptions: { output: { ...parts, entryFileNames: "worker.js" } } },
  build: {
    target: "es2023",
    modulePreload: false,
    rolldownOptions: { output: parts, checks: { pluginTimings: false } },
  },
  plugins: [oneModule()],
})
