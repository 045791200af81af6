import * as Duration from "effect/Duration"
import * as Redacted from "effect/Redacted"

/** Which server to call, with which key, and how long to wait for it. */
export interface ClientOptions {
  /** The server's http(s) URL, without user name and password. If it has a path, the API's paths are appended to it. */
  readonly baseUrl: string | URL
  /** The API key. Omit it if the server has its own authentication; the HTTP client must then add the credentials. */
  readonly apiKey?: string | Redacted.Redacted<string>
  /**
   * The longest time in which a server may neither read nor send, in milliseconds or as text such as `30 seconds`.
   * Default: one minute. A stream has 2 ms more for each contact sent, because the server stores them after the last one.
   */
  readonly silenceTimeout?: Duration.Input
  /**
   * The longest time from the end of the request to the end of the response. Default: five minutes, and for a stream
   * 2 ms more for each contact.
   */
  readonly responseTimeout?: Duration.Input
  /** The longest wait that `Retry-After` can ask for. If it asks for more, the call fails immediately. Default: one minute. */
  readonly maxRetryAfter?: Duration.Input
}

/** Options whose values were checked. */
export interface CheckedClientOptions {
  readonly baseUrl: string
  readonly apiKey: Redacted.Redacted<string> | undefined
  readonly silenceTimeout: Duration.Duration
  readonly responseTimeout: Duration.Duration
  readonly maxRetryAfter: Duration.Duration
}

/** Throws a `TypeError` that names the option that is wrong, and shows neither a password nor a key. */
export const checkClientOptions = (options: ClientOptions): CheckedClientOptions => {
  const { baseUrl, apiKey, silenceTimeout, responseTimeout, maxRetryAfter, ...unknown } = options
  const [name] = Object.keys(unknown)
  if (name !== undefined) throw new TypeError(`Unknown option: ${name.slice(0, 100)}`)
  return {
    baseUrl: checkBaseUrl(baseUrl),
    apiKey: checkApiKey(apiKey),
    silenceTimeout: checkDuration("silenceTimeout", silenceTimeout, Duration.minutes(1)),
    responseTimeout: checkDuration("responseTimeout", responseTimeout, Duration.minutes(5)),
    maxRetryAfter: checkDuration("maxRetryAfter", maxRetryAfter, Duration.minutes(1)),
  }
}

const checkBaseUrl = (baseUrl: unknown): string => {
  const url = URL.parse(String(baseUrl), pageAddress())
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError("`baseUrl` must be an absolute http or https URL, such as https://contacts.example.com")
  }
  // fetch rejects such a URL with a message that contains the password.
  if (url.username !== "" || url.password !== "") {
    throw new TypeError("`baseUrl` must not contain a user name or a password: add a header in `fetch` instead")
  }
  if (url.search !== "" || url.hash !== "") throw new TypeError("`baseUrl` must not contain a query or a fragment")
  return url.href
}

/** In browsers, a URL may be relative to the page. */
const pageAddress = (): string | undefined =>
  "location" in globalThis ? (globalThis.location as { readonly href?: string } | undefined)?.href : undefined

const checkApiKey = (apiKey: unknown): Redacted.Redacted<string> | undefined => {
  if (apiKey === undefined) return undefined
  const key = Redacted.isRedacted(apiKey) ? Redacted.value(apiKey) : apiKey
  // fetch rejects such a header with a message that contains the key.
  if (typeof key !== "string" || !/^[\x21-\x7e]+$/.test(key)) {
    throw new TypeError("`apiKey` must be a string of visible ASCII characters")
  }
  return Redacted.make(key)
}

const checkDuration = (name: string, input: Duration.Input | undefined, fallback: Duration.Duration) => {
  if (input === undefined) return fallback
  const duration = Duration.fromInput(input)
  if (duration._tag === "Some" && Duration.isGreaterThan(duration.value, Duration.zero)) return duration.value
  throw new TypeError(`\`${name}\` must be a positive number of milliseconds, or text such as \`30 seconds\``)
}
