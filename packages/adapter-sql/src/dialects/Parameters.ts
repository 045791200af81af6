/** The parameters of a statement, in the order of their placeholders. */
export class Parameters {
  readonly values: Array<string | null> = []
  readonly #placeholder: (number: number) => string

  /** `placeholder` writes the placeholder of the nth parameter, from 1. */
  constructor(placeholder: (number: number) => string) {
    this.#placeholder = placeholder
  }

  /** Adds a parameter and returns its placeholder. */
  add(value: string | null): string {
    this.values.push(value)
    return this.#placeholder(this.values.length)
  }
}
