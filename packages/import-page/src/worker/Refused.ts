/** Why a file cannot be imported in the browser, with a code that the page has a sentence for. */
export class Refused extends Error {
  readonly code: string
  /** Where in the file. */
  readonly line: number | undefined

  constructor(code: string, message = code, line?: number) {
    super(message)
    this.code = code
    this.line = line
  }
}
