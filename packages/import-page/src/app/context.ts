import { createContext } from "preact"
import { useContext, useEffect, useState } from "preact/hooks"
import type { Texts } from "../texts/en.ts"
import type { Importer } from "./Importer.ts"
import type { State } from "./State.ts"

interface Page {
  readonly importer: Importer
  readonly texts: Texts
  readonly language: string
}

export const PageContext = createContext<Page | null>(null)

/** The importer, what it holds, and the texts in the language of the page. */
export const usePage = (): Page & { readonly state: State } => {
  const page = useContext(PageContext)
  if (page === null) throw new Error("PageContext is missing")
  return { ...page, state: page.importer.state }
}

/** Renders again whenever the importer's state changes. */
export const useChanges = (importer: Importer): void => {
  const [, render] = useState(0)
  useEffect(() => {
    const again = () => render((count) => count + 1)
    const unsubscribe = importer.subscribe(again)
    // Something may have changed before.
    again()
    return unsubscribe
  }, [importer])
}
