import { useState } from "preact/hooks"
import { usePage } from "../app/context.ts"
import { commandLine } from "../command/commandLine.ts"

/** The same import as a command, to be copied. */
export const CommandLine = () => {
  const { importer, state, texts } = usePage()
  const [isCopied, setCopied] = useState(false)
  const command = commandLine(state, `${location.origin}${importer.server.prefix}`)
  const copy = async () => {
    await navigator.clipboard?.writeText(command)
    setCopied(true)
  }
  return (
    <div class="command">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard too */}
      <pre tabIndex={0}>
        <code>{command}</code>
      </pre>
      <button type="button" onClick={copy}>
        {isCopied ? texts.result.copied : texts.result.copy}
      </button>
    </div>
  )
}
