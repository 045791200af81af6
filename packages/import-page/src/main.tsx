import { render } from "preact"
import { App } from "./app/App.tsx"
import { Importer } from "./app/Importer.ts"
import { hasWork } from "./app/State.ts"
import { type PageSettings, Server } from "./session/Server.ts"
import "./styles.css"

const settings = JSON.parse(
  document.querySelector<HTMLMetaElement>("meta[name=bulk-contacts]")?.content || "{}",
) as Partial<PageSettings>

const server = new Server({ authentication: "key", demoKey: null, ...settings }, location.pathname)
const startWorker = () => new Worker(new URL("./worker/index.ts", import.meta.url), { type: "module" })
const importer = new Importer(server, startWorker)
importer.worker.load()

addEventListener("beforeunload", (event) => {
  if (hasWork(importer.state)) event.preventDefault()
})

addEventListener("focus", () => importer.files.look())

const root = document.querySelector("#page")
if (root !== null) render(<App importer={importer} />, root)
