/** White space and characters that show nothing. */
const blank = String.raw`\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\u3164\u2800`

const visible = new RegExp(`[^${blank}]`, "u")

/** Whether there is nothing to see: such a cell is an absent value. */
export const isBlank = (text: string): boolean => isVisibleAscii(text.charCodeAt(0)) === false && !visible.test(text)

/** Removes white space and invisible characters at both ends. */
export const trimBlank = (text: string): string => {
  const first = text.search(visible)
  if (first === -1) return ""
  let end = text.length
  while (!isVisibleAscii(text.charCodeAt(end - 1))) {
    const start = isLowSurrogate(text.charCodeAt(end - 1)) ? end - 2 : end - 1
    if (visible.test(text.slice(start, end))) break
    end = start
  }
  return text.slice(first, end)
}

const isVisibleAscii = (unit: number): boolean => unit > 0x20 && unit < 0x7f

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
