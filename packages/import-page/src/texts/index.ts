import { lasting } from "../session/storage.ts"
import { de } from "./de.ts"
import { en, type Texts } from "./en.ts"

/** The languages of the page, by their codes. */
export const languages = { en, de } satisfies Readonly<Record<string, Texts>>

export type Language = keyof typeof languages

const isLanguage = (code: string | undefined): code is Language => code !== undefined && Object.hasOwn(languages, code)

/** The language that was chosen before, or the first of the browser's that the page has. */
export const chooseLanguage = (): Language => {
  const chosen = lasting.get<string>("language")
  if (isLanguage(chosen)) return chosen
  return navigator.languages.map((tag) => tag.split("-")[0]).find(isLanguage) ?? "en"
}

export const rememberLanguage = (language: Language): boolean => lasting.set("language", language)
