import { plainText } from "./plainText.ts"

/** A time of the server as people write it; what is not a time is shown as it is. */
export const formatTime = (text: string, locale: string): string => {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) return plainText(text)
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(date)
}
