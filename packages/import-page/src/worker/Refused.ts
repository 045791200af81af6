/** Why a file cannot be imported in the browser, with a code that the page has a sentence for. */
export class Refused extends Error {
  readonly code: string

  constructor(code: string, message = code) {
    super(message)
    this.code = code
  }
}
