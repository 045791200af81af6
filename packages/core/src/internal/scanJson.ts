/** How much JSON text may hold. */
export interface JsonLimits {
  /** Levels of nesting; a scalar has none. */
  readonly maxDepth: number
  /** Values of every kind: objects, arrays, strings that are not keys, numbers, `true`, `false` and `null`. */
  readonly maxValues: number
  /** Different names of properties, in all objects. */
  readonly maxNames: number
}

/** Why JSON text cannot be parsed, and the offset (in UTF-16 units) at which parsing fails. */
export interface JsonFlaw {
  readonly kind: "syntax" | "too_deep" | "too_many_values" | "too_many_names"
  readonly offset: number
}

type Expected = "value" | "value or ]" | "key" | "key or }" | "comma or end"

/**
 * Finds the first error in JSON text (RFC 8259) without building anything; null if `JSON.parse` accepts it and it is
 * within `limits`. One pass, in memory that depends on `maxDepth` and `maxNames` alone. Two spellings of a name, one of them
 * with escapes, count as two.
 */
export const scanJson = (text: string, { maxDepth, maxValues, maxNames }: JsonLimits): JsonFlaw | null => {
  const reader = new TokenReader(text)
  const names = new Set<string>()
  const closers: Array<"]" | "}"> = []
  let expected: Expected = "value"
  let values = 0
  const flaw = (kind: JsonFlaw["kind"]): JsonFlaw => ({ kind, offset: reader.at })
  for (;;) {
    reader.skipWhiteSpace()
    const next = reader.peek()
    if (expected === "comma or end") {
      const closer = closers.at(-1)
      if (closer === undefined) return reader.isAtEnd ? null : flaw("syntax")
      if (next === ",") expected = closer === "}" ? "key" : "value"
      else if (next === closer) closers.pop()
      else return flaw("syntax")
      reader.at++
    } else if ((expected === "value or ]" && next === "]") || (expected === "key or }" && next === "}")) {
      closers.pop()
      expected = "comma or end"
      reader.at++
    } else if (expected === "key" || expected === "key or }") {
      const name = reader.readKey()
      if (name === null) return flaw("syntax")
      if (names.add(name).size > maxNames) return flaw("too_many_names")
      expected = "value"
    } else {
      if (++values > maxValues) return flaw("too_many_values")
      if (next === "{" || next === "[") {
        if (closers.length === maxDepth) return flaw("too_deep")
        closers.push(next === "{" ? "}" : "]")
        expected = next === "{" ? "key or }" : "value or ]"
        reader.at++
      } else {
        if (!reader.skipScalar()) return flaw("syntax")
        expected = "comma or end"
      }
    }
  }
}

const SPACE = 0x20
const QUOTE = 0x22
const BACKSLASH = 0x5c
const SHORT = 32

/** Skips the expected token at `at`. If there is something else, `at` stays at the wrong character. */
class TokenReader {
  at = 0
  readonly #text: string
  readonly #whiteSpace = /[ \t\n\r]*/y
  readonly #scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings cannot have them (RFC 8259 §7)
  readonly #plainCharacters = /[^"\\\u0000-\u001F]*/y
  readonly #escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y

  constructor(text: string) {
    this.#text = text
  }

  peek(): string | undefined {
    return this.#text[this.at]
  }

  get isAtEnd(): boolean {
    return this.at === this.#text.length
  }

  skipWhiteSpace(): void {
    // Mostly there is none, or one space, and a regular expression would take longer.
    if (this.#text.charCodeAt(this.at) <= SPACE) this.#skip(this.#whiteSpace)
  }

  skipScalar(): boolean {
    return this.peek() === '"' ? this.#skipString() : this.#skip(this.#scalar)
  }

  /** Skips a key and the colon after it. Returns the key as it is written; null if there is none. */
  readKey(): string | null {
    const start = this.at
    if (this.peek() !== '"' || !this.#skipString()) return null
    const key = this.#text.slice(start, this.at)
    this.skipWhiteSpace()
    if (this.peek() !== ":") return null
    this.at++
    return key
  }

  #skipString(): boolean {
    this.at++
    for (;;) {
      this.#skipPlainCharacters()
      if (this.peek() === '"') {
        this.at++
        return true
      }
      if (!this.#skip(this.#escape)) return false
    }
  }

  /** A regular expression is faster for long texts, and slower for those of a few characters. */
  #skipPlainCharacters(): void {
    const text = this.#text
    for (let i = 0; i < SHORT; i++, this.at++) {
      const c = text.charCodeAt(this.at)
      if (c === QUOTE || c === BACKSLASH || !(c >= SPACE)) return
    }
    this.#skip(this.#plainCharacters)
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    if (!pattern.test(this.#text)) return false
    this.at = pattern.lastIndex
    return true
  }
}
