import { useRef, useState } from "preact/hooks"
import { usePage } from "../app/context.ts"
import { curlCommand } from "../command/curlCommand.ts"
import { importCommand } from "../command/importCommand.ts"

/** The same import as a command, to be copied. */
export const CommandLine = ({ withCurl = false }: { readonly withCurl?: boolean }) => {
  const { importer, state, texts } = usePage()
  const { server } = importer
  const origin = `${location.origin}${server.prefix}`
  const takesKeys = server.settings.authentication === "key"
  const curl =
    withCurl && takesKeys ? curlCommand(state, `${location.origin}${server.url("/accounts/contacts/bulk")}`) : undefined
  return (
    <>
      <Command text={importCommand(state, takesKeys ? origin : null)} label={texts.result.commandLabel} />
      {curl === undefined ? null : <Command text={curl} label="curl" />}
    </>
  )
}

const Command = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const { texts } = usePage()
  const { result: t } = texts
  const [isCopied, setCopied] = useState(false)
  const code = useRef<HTMLElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      // A browser allows it only over HTTPS or from this machine. Ctrl+C then copies what is selected.
      if (code.current !== null) getSelection()?.selectAllChildren(code.current)
    }
  }
  return (
    <section class="command" aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard too */}
      <pre tabIndex={0}>
        <code ref={code}>{text}</code>
      </pre>
      <button type="button" aria-label={`${isCopied ? t.copied : t.copy}: ${label}`} onClick={copy}>
        {isCopied ? t.copied : t.copy}
      </button>{" "}
      <span class="quiet">{t.shell}</span>
    </section>
  )
}
