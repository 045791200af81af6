import { useEffect } from "preact/hooks"
import { usePage } from "../app/context.ts"

/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) go through what was changed. A text field has them for its own text. */
export const useUndoKeys = (): void => {
  const { importer } = usePage()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTextField(event.target)) return
      const key = event.key.toLowerCase()
      if (key === "y" || (key === "z" && event.shiftKey)) importer.fixes.redo()
      else if (key === "z") importer.fixes.undo()
      else return
      event.preventDefault()
    }
    addEventListener("keydown", onKeyDown)
    return () => removeEventListener("keydown", onKeyDown)
  }, [importer])
}

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && /^(text|password)$/.test(target.type))
