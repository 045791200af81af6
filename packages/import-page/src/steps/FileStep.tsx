import { useRef, useState } from "preact/hooks"
import type { FileHandle } from "../actions/Files.ts"
import { usePage } from "../app/context.ts"
import { hasWork } from "../app/State.ts"
import { Example } from "../components/Example.tsx"
import { KnownNames } from "../components/KnownNames.tsx"
import { Understood } from "../components/Understood.tsx"

/** Choose a file, and see what was understood of it. */
export const FileStep = () => {
  const { importer, state, texts } = usePage()
  const { opened, reading, check, isChecking } = state
  return (
    <section>
      <h2 tabIndex={-1}>{texts.file.heading}</h2>
      <p class="notice good">{texts.private}</p>
      <Drop />
      {/* Announced once: every piece of the file would be a flood. */}
      <p role="status" class="hidden">
        {reading !== null ? texts.file.reading : opened === null ? "" : texts.file.read(opened.rows)}
      </p>
      {reading === null ? null : (
        <p aria-hidden="true">
          {texts.file.reading} {texts.rows(reading.rows)}
        </p>
      )}
      {opened === null || reading !== null ? <Example /> : <Understood opened={opened} />}
      <KnownNames />
      {opened === null || reading !== null ? null : (
        <div class="actions">
          <button
            type="button"
            class="primary"
            disabled={check === null || isChecking}
            onClick={() => importer.goTo("columns")}
          >
            {texts.next}
          </button>
        </div>
      )}
    </section>
  )
}

/** In browsers that can read a file again after it was changed. */
interface ItemWithHandle {
  readonly getAsFileSystemHandle?: () => Promise<(FileHandle & { readonly kind: string }) | null>
}

const Drop = () => {
  const { importer, state, texts } = usePage()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [pasted, setPasted] = useState("")
  const choose = (file: File | undefined, handle?: FileHandle) => {
    if (file === undefined || state.reading !== null) return
    if (hasWork(state) && !confirm(texts.file.replace)) return
    void importer.files.choose(file, handle)
  }
  const drop = async (transfer: DataTransfer | null) => {
    const [file] = transfer?.files ?? []
    // Only now: the transfer is empty after the first pause.
    const handle = await (transfer?.items[0] as ItemWithHandle | undefined)?.getAsFileSystemHandle?.().catch(() => null)
    choose(file, handle?.kind === "file" ? handle : undefined)
  }
  const paste = () => {
    choose(new File([pasted], `${texts.file.pasted}.tsv`))
    setPasted("")
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of three; the button and the text field are the others
    <div
      class={isOver ? "drop over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void drop(event.dataTransfer)
      }}
    >
      <p>
        {texts.file.drop}{" "}
        <button type="button" class="primary" onClick={() => input.current?.click()}>
          {state.file === null ? texts.file.choose : texts.file.another}
        </button>
      </p>
      <input
        ref={input}
        class="hidden"
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        onChange={({ currentTarget }) => {
          choose(currentTarget.files?.[0])
          // The same file can be chosen again.
          currentTarget.value = ""
        }}
      />
      <p class="quiet">{texts.file.kinds}</p>
      <details>
        <summary>{texts.file.paste}</summary>
        <textarea
          rows={5}
          aria-label={texts.file.pasteLabel}
          value={pasted}
          onInput={({ currentTarget }) => setPasted(currentTarget.value)}
        />
        <button type="button" disabled={pasted.trim() === ""} onClick={paste}>
          {texts.file.pasteUse}
        </button>
      </details>
    </div>
  )
}
