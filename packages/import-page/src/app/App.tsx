import { useEffect, useRef, useState } from "preact/hooks"
import { Troubles } from "../components/Troubles.tsx"
import { History } from "../history/History.tsx"
import { Pending } from "../history/Pending.tsx"
import { CheckStep } from "../steps/CheckStep.tsx"
import { ColumnsStep } from "../steps/ColumnsStep.tsx"
import { FileStep } from "../steps/FileStep.tsx"
import { OptionsStep } from "../steps/OptionsStep.tsx"
import { ResultStep } from "../steps/ResultStep.tsx"
import { chooseLanguage, type Language, languages, rememberLanguage } from "../texts/index.ts"
import { PageContext, useChanges } from "./context.ts"
import type { Importer } from "./Importer.ts"
import type { Step } from "./State.ts"
import { Steps } from "./Steps.tsx"

const steps: Readonly<Record<Step, () => preact.JSX.Element>> = {
  file: FileStep,
  columns: ColumnsStep,
  check: CheckStep,
  options: OptionsStep,
  result: ResultStep,
}

/** The whole page. */
export const App = ({ importer }: { readonly importer: Importer }) => {
  useChanges(importer)
  const [language, setLanguage] = useState(chooseLanguage)
  const texts = languages[language]
  const { step } = importer.state
  const choose = (code: Language) => {
    rememberLanguage(code)
    setLanguage(code)
  }
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)

  useEffect(() => {
    document.documentElement.lang = texts.locale
    document.title = texts.title
  }, [texts])

  // Focus goes to the heading of a new step.
  useEffect(() => {
    if (isFirst.current) isFirst.current = false
    else main.current?.querySelector<HTMLElement>("h2")?.focus()
  }, [step])

  const Current = steps[step]
  return (
    <PageContext.Provider value={{ importer, texts, language }}>
      <header class="top">
        <h1>{texts.title}</h1>
        <nav>
          {importer.server.settings.authentication === "key" ? (
            <a href={`${importer.server.prefix}/docs`}>{texts.docs}</a>
          ) : null}
          <label>
            <span class="hidden">{texts.languageLabel}</span>
            <select value={language} onChange={({ currentTarget }) => choose(currentTarget.value as Language)}>
              {Object.entries(languages).map(([code, { language: name }]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </nav>
      </header>
      <Steps />
      <main ref={main}>
        <Pending />
        <Troubles />
        <Current key={step} />
        {step === "file" || step === "result" ? <History /> : null}
      </main>
    </PageContext.Provider>
  )
}
