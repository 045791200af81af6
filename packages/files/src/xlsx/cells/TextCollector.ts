/** Collects the text of a rich string (`si`, `is`): that of its runs, without the pronunciation that Japanese text may have. */
export class TextCollector {
  #text = ""
  #isInText = false
  #isInPhonetic = false

  start(): void {
    this.#text = ""
  }

  open(element: string): void {
    if (element === "rPh") this.#isInPhonetic = true
    else if (element === "t") this.#isInText = true
  }

  add(content: string): void {
    if (this.#isInText && !this.#isInPhonetic) this.#text += content
  }

  close(element: string): void {
    if (element === "rPh") this.#isInPhonetic = false
    else if (element === "t") this.#isInText = false
  }

  end(): string {
    return unescapeText(this.#text)
  }
}

/** Characters that XML cannot hold are written as `_x000D_` (ECMA-376, part 1, 22.9.2.19). */
export const unescapeText = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
