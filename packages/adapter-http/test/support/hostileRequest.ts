import { deflateSync, gzipSync } from "node:zlib"
import { hostileText, requestJson } from "@bulk-contacts/testing"
import fc from "fast-check"

/** A request of an attacker, or of a client on a bad network. */
export interface HostileRequest {
  readonly head: string
  /** The body, in the pieces in which it is written. */
  readonly pieces: ReadonlyArray<Buffer>
  readonly end: "wait" | "half-close" | "abort"
}

const mostly = <A>(usual: A, ...others: ReadonlyArray<A>): fc.Arbitrary<A> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

/** Text without the characters that end a line of the head. */
const headerText = hostileText.map((text) => Buffer.from(text.replace(/[\r\n\0]/g, ""), "utf8").toString("latin1"))

const query = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("", "?dryRun=true", "?accountIds=A1&accountIds=A2&contactType=CT2&source=x"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "?",
      "?%",
      "?dryRun=%ff",
      "?accountIds=%00",
      "?x[]=1",
      "?source=%ED%A0%80",
      "?dryRun=true#x",
    ),
  },
  { weight: 1, arbitrary: hostileText.map((text) => `?source=${encodeURIComponent(text.toWellFormed())}`) },
)

const requestLine = fc
  .tuple(
    mostly("POST", "GET", "PUT", "OPTIONS", "HEAD", "BREW"),
    mostly("/v1/accounts/contacts/bulk", "/docs", "/metrics", "/", "//", "/v1/%", "/v1/accounts/contacts/bulk/"),
    query,
  )
  .map(([method, path, query]) => `${method} ${path}${query} HTTP/1.1`)

/** A header that most requests do not have. */
const header = (name: string, value: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant("") }, { weight: 1, arbitrary: value.map((text) => `${name}: ${text}`) })

const headers = fc
  .tuple(
    mostly("x-api-key: key", "x-api-key: nobody", "x-api-key:", "X-API-KEY: key, key", ""),
    header("idempotency-key", fc.oneof(fc.constantFrom("k1", "k2", '"k3"', '"', "a".repeat(300)), headerText)),
    header("prefer", fc.oneof(fc.constantFrom("return=representation", "return=", ";,;="), headerText)),
    header("x-request-id", headerText),
    header("traceparent", fc.oneof(fc.constant(`00-${"0".repeat(32)}-${"f".repeat(16)}-01`), headerText)),
    header("expect", fc.constantFrom("100-continue", "a miracle")),
  )
  .map((lines) => lines.filter((line) => line !== ""))

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array))

const body = fc.oneof(
  fc
    .constantFrom(
      '{"contacts":["a@example.com"]}',
      '"b@example.com"\n{"email":"c@example.com"}',
      "email\nd@example.com",
    )
    .map((text) => Buffer.from(text)),
  requestJson.map((text) => Buffer.from(text)),
  fc.array(requestJson, { maxLength: 6 }).map((lines) => Buffer.from(lines.join("\n"))),
  fc
    .array(fc.array(hostileText, { maxLength: 4 }), { maxLength: 6 })
    .map((rows) => Buffer.from(`email,firstName,metadata,source\n${rows.map((row) => row.join(",")).join("\r\n")}`)),
  bytes,
  // One byte is wrong.
  fc.tuple(requestJson, fc.nat(), fc.nat(255)).map(([text, place, byte]) => {
    const buffer = Buffer.from(text)
    if (buffer.length > 0) buffer[place % buffer.length] = byte
    return buffer
  }),
)

const encoded = fc
  .tuple(body, mostly("", "gzip", "deflate", "gzip, deflate", "br", "false gzip", "torn gzip"))
  .map(([body, encoding]) => {
    switch (encoding) {
      case "gzip":
        return { body: gzipSync(body), headers: ["content-encoding: gzip"] }
      case "deflate":
        return { body: deflateSync(body), headers: ["content-encoding: deflate"] }
      case "gzip, deflate":
        return { body: deflateSync(gzipSync(body)), headers: ["content-encoding: gzip, deflate"] }
      case "false gzip":
        return { body, headers: ["content-encoding: gzip"] }
      case "torn gzip":
        return { body: gzipSync(body).subarray(0, -5), headers: ["content-encoding: gzip"] }
      case "br":
        return { body, headers: ["content-encoding: br"] }
      default:
        return { body, headers: [] }
    }
  })

const contentType = fc
  .oneof(
    { weight: 8, arbitrary: fc.constantFrom("application/json", "application/x-ndjson", "text/csv") },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "application/json; charset=utf-8",
        "text/csv; charset=latin1",
        "multipart/form-data",
        ";",
      ),
    },
  )
  .map((type) => `content-type: ${type}`)

const cut = (buffer: Buffer, places: ReadonlyArray<number>): ReadonlyArray<Buffer> => {
  const bounds = [0, ...places.map((place) => place % (buffer.length + 1)).sort((a, b) => a - b), buffer.length]
  return bounds.slice(1).map((end, i) => buffer.subarray(bounds[i], end))
}

const chunked = (piece: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")])

const framing = mostly("chunked", "length", "too short", "too long", "no last chunk", "no chunk at all", "none")

const framed = (framing: string, body: Buffer, places: ReadonlyArray<number>) => {
  const pieces = cut(body, places)
  const chunks = pieces.filter(({ length }) => length > 0).map(chunked)
  switch (framing) {
    case "chunked":
      return { headers: ["transfer-encoding: chunked"], pieces: [...chunks, Buffer.from("0\r\n\r\n")] }
    case "no last chunk":
      return { headers: ["transfer-encoding: chunked"], pieces: chunks }
    case "no chunk at all":
      return { headers: ["transfer-encoding: chunked"], pieces }
    case "too short":
      return { headers: [`content-length: ${Math.max(0, body.length - 3)}`], pieces }
    case "too long":
      return { headers: [`content-length: ${body.length + 3}`], pieces }
    case "none":
      return { headers: [], pieces }
    default:
      return { headers: [`content-length: ${body.length}`], pieces }
  }
}

/** Whether the server knows where the body ends without the client closing its side. */
const isComplete = (framing: string): boolean => ["chunked", "length", "too short"].includes(framing)

export const hostileRequest: fc.Arbitrary<HostileRequest> = fc
  .record({
    requestLine,
    headers,
    encoded,
    contentType,
    framing,
    places: fc.array(fc.nat(), { maxLength: 5 }),
    end: mostly("wait" as const, "half-close" as const, "abort" as const),
  })
  .map(({ requestLine, headers, encoded, contentType, framing, places, end }) => {
    const { headers: framingHeaders, pieces } = framed(framing, encoded.body, places)
    const lines = [
      requestLine,
      "host: x",
      "connection: close",
      ...headers,
      ...encoded.headers,
      contentType,
      ...framingHeaders,
    ]
    return {
      head: `${lines.join("\r\n")}\r\n\r\n`,
      pieces,
      end: end === "wait" && !isComplete(framing) ? "half-close" : end,
    }
  })
