import { useEffect, useRef } from "preact/hooks"
import { usePage } from "../app/context.ts"
import type { CellView } from "../protocol.ts"
import { explain } from "../texts/explain.ts"
import { plainText } from "../texts/plainText.ts"

interface Props {
  readonly cell: CellView | undefined
  readonly name: string
  readonly isActive: boolean
  readonly isEditing: boolean
  readonly onOpen: () => void
  readonly onSave: (to: string) => void
  readonly onCancel: () => void
}

/** A cell: what the file has and, where they differ, what will be stored, or what is wrong with it. */
export const Cell = ({ cell, name, isActive, isEditing, onOpen, onSave, onCancel }: Props) => {
  const { texts } = usePage()
  const { check: t } = texts
  const value = cell?.changed ?? cell?.original ?? ""
  if (isEditing) {
    return (
      <td>
        <Editor label={`${plainText(name)}. ${t.edit}`} value={value} onSave={onSave} onCancel={onCancel} />
      </td>
    )
  }
  const isChanged = cell?.changed !== undefined
  const problem = cell?.problems?.map((one) => explain(one, texts.problems)).join("; ")
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles keys
    <td
      tabIndex={isActive ? 0 : -1}
      data-active={isActive ? "" : undefined}
      class={problem !== undefined ? "problem" : isChanged ? "changed" : ""}
      aria-invalid={problem !== undefined ? "true" : undefined}
      onClick={onOpen}
    >
      <span class="value" dir="auto">
        {value}
      </span>
      {problem !== undefined ? (
        <span class="note" title={problem}>
          {problem}
        </span>
      ) : null}
      {cell?.stored !== undefined && problem === undefined ? (
        <span class="note stored">
          <span class="hidden">{t.stored}</span> → <bdi>{cell.stored}</bdi>
        </span>
      ) : null}
      {isChanged ? (
        <span class="note">
          {t.changed}: <bdi>{cell?.original}</bdi>
        </span>
      ) : null}
      {cell?.isUnused === true ? <span class="note">{t.unused}</span> : null}
    </td>
  )
}

type EditorProps = Pick<Props, "onSave" | "onCancel"> & { readonly label: string; readonly value: string }

const Editor = ({ label, value, onSave, onCancel }: EditorProps) => {
  const input = useRef<HTMLInputElement>(null)
  const isDone = useRef(false)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const end = (run: () => void) => {
    if (isDone.current) return
    isDone.current = true
    run()
  }
  return (
    <input
      ref={input}
      dir="auto"
      aria-label={label}
      defaultValue={value}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === "Enter") end(() => onSave(event.currentTarget.value))
        else if (event.key === "Escape") end(onCancel)
      }}
      onBlur={({ currentTarget }) => end(() => onSave(currentTarget.value))}
    />
  )
}
