// Preloaded into a program (`node --import`): when it ends, prints the URL of every file that was loaded as code, each in a line.
import { registerHooks } from "node:module"

const urls = new Set()

registerHooks({
  load: (url, context, next) => {
    if (url.startsWith("file:")) urls.add(url)
    return next(url, context)
  },
})

process.on("exit", () => process.stdout.write([...urls].join("\n")))
