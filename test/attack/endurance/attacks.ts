import { type ClientRequest, request } from "node:http"
import { connect } from "node:net"
import { setTimeout } from "node:timers/promises"
import { gzipSync } from "node:zlib"
import { longTexts, slowContacts } from "../support/costlyTexts.ts"
import { BULK, JSON_TYPE, NDJSON_TYPE } from "../support/Victim.ts"

/** What is attacked, with whose key, and until when. */
export interface Target {
  readonly origin: string
  readonly key: string
  readonly isOver: () => boolean
  /** Is told of each response: its status, or the code of an error. */
  readonly count: (attack: string, outcome: string) => void
}

type Headers = Readonly<Record<string, string>>

/** Nothing of an attack is stored twice, so that the memory of a store does not grow. */
const DRY = "?dryRun=true"

/** For how long a connection is held that does not finish, in milliseconds: longer than the server's time limits. */
const HELD = 40_000

const jsonOf = (contacts: ReadonlyArray<unknown>): string => JSON.stringify({ contacts })
const many = <A>(count: number, make: (i: number) => A): ReadonlyArray<A> =>
  Array.from({ length: count }, (_, i) => make(i))
const emptyObjects = (count: number): string => `[${"{},".repeat(count)}{}]`
const lines = (count: number, line: (i: number) => string): string => many(count, (i) => `${line(i)}\n`).join("")

/** Sends a request and returns its status, or the code of its error. */
const send = ({ origin, key }: Target, body: string | Buffer, headers: Headers = {}, query = DRY) =>
  new Promise<string>((resolve) => {
    const sent: ClientRequest = request(`${origin}${BULK}${query}`, {
      method: "POST",
      agent: false,
      headers: { "x-api-key": key, "content-type": JSON_TYPE, "content-length": Buffer.byteLength(body), ...headers },
    })
    const fail = (error: Error & { code?: string }) => resolve(error.code ?? error.message)
    sent.once("error", fail)
    sent.once("response", (response) => {
      response
        .once("error", fail)
        .once("end", () => resolve(String(response.statusCode)))
        .resume()
    })
    sent.end(body)
  })

/** One request after the other, of each body in turn. */
const repeat = (name: string, bodies: ReadonlyArray<() => string | Buffer>, headers: Headers = {}, query = DRY) =>
  [
    name,
    async (target: Target) => {
      for (let i = 0; !target.isOver(); i++) {
        const body = bodies[i % bodies.length]?.() ?? ""
        target.count(name, await send(target, body, headers, query))
      }
    },
  ] as const

/** `connections` at a time, each of which sends `text`, reads nothing, and is held for a while. */
const hold = (name: string, connections: number, textOf: (target: Target) => string, trickle = "") =>
  [
    name,
    async (target: Target) => {
      const { hostname, port } = new URL(target.origin)
      const holdOne = async () => {
        while (!target.isOver()) {
          const socket = connect(Number(port), hostname)
          const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()))
          socket.on("error", () => {}).write(textOf(target), "latin1")
          for (let held = 0; held < HELD && !socket.closed && !target.isOver(); held += 500) {
            if (trickle !== "") socket.write(trickle)
            await setTimeout(500)
          }
          socket.resetAndDestroy()
          await closed
          target.count(name, "closed")
        }
      }
      await Promise.all(many(connections, holdOne))
    },
  ] as const

const head = ({ key }: Target, headers: Headers, target = `${BULK}${DRY}`): string =>
  [
    `POST ${target} HTTP/1.1`,
    ...Object.entries({ host: "localhost", "x-api-key": key, "content-type": JSON_TYPE, ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    "\r\n",
  ].join("\r\n")

const once = <A>(make: () => A): (() => A) => {
  let made: A | undefined
  return () => (made ??= make())
}

const zipped = (text: () => string) => once(() => gzipSync(text()))
const gzip = { "content-encoding": "gzip" }
const ndjson = { "content-type": NDJSON_TYPE }
const lenient = { prefer: "handling=lenient, return=representation" }

const largeBodies = [
  () => "[".repeat(16_000_000),
  () => emptyObjects(11_000_000),
  () => `{${'"a":0,'.repeat(5_000_000)}"contacts":[]}`,
  () => `{"contacts":[${many(900_000, (i) => `{"p${i}":1}`).join()}]}`,
]

const largeStreams = [
  () => lines(100, (i) => `{"email":"line.${i}@example.com","metadata":{"a":${emptyObjects(349_000)}}}`),
  () => lines(50, () => "[".repeat(1_000_000)),
  () => `{"email":"${"a".repeat(30_000_000)}`,
]

const abort = [
  "clients that go away",
  async (target: Target) => {
    const { hostname, port } = new URL(target.origin)
    const body = jsonOf(many(2000, (i) => `gone.${i}@example.com`))
    while (!target.isOver()) {
      const socket = connect(Number(port), hostname)
      socket.on("error", () => {})
      await new Promise<void>((resolve) => {
        socket.once("close", () => resolve())
        socket.write(head(target, { "content-length": String(body.length) }) + body, () => {
          globalThis.setTimeout(() => socket.resetAndDestroy(), Math.random() * 100)
        })
      })
      target.count("clients that go away", "closed")
    }
  },
] as const

const anonymous = [
  "unknown keys",
  async (target: Target) => {
    while (!target.isOver()) {
      target.count("unknown keys", await send({ ...target, key: crypto.randomUUID() }, jsonOf(["a@example.com"])))
    }
  },
] as const

const MEBIBYTES = 1024 * 1024

/** All of them run at the same time, as one tenant. */
export const attacks: ReadonlyArray<readonly [name: string, run: (target: Target) => Promise<void>]> = [
  repeat("bodies that inflate", largeBodies.map(zipped), gzip),
  repeat("streams that inflate", largeStreams.map(zipped), { ...ndjson, ...gzip }),
  repeat(
    "long texts",
    longTexts.map(({ contact }) => once(() => jsonOf([contact]))),
  ),
  repeat(
    "slow contacts",
    slowContacts.map(({ contact }) => once(() => jsonOf(many(2000, contact)))),
  ),
  repeat(
    "slow contacts in streams",
    slowContacts.map(({ contact }) => once(() => lines(5000, (i) => JSON.stringify(contact(i))))),
    { ...ndjson, ...lenient },
  ),
  repeat("many contacts", [once(() => jsonOf(many(10_000, (i) => `many.${i}@example.com`)))]),
  repeat("many contacts, stored", [once(() => jsonOf(many(10_000, (i) => `stored.${i}@example.com`)))], {}, ""),
  repeat("long streams", [once(() => lines(100_000, (i) => `"stream.${i}@example.com"`))], ndjson),
  repeat("one idempotency key", [once(() => jsonOf(["key@example.com"]))], { "idempotency-key": "same" }, ""),
  repeat("rows of empty cells", [once(() => `email,a\n${`a@example.com${",".repeat(4000)}\n`.repeat(2000)}`)], {
    "content-type": "text/csv",
  }),
  repeat("a quote that is never closed", [once(() => `email,firstName\n${'a@b.co,"x\n'.repeat(200_000)}`)], {
    "content-type": "text/csv",
    ...lenient,
  }),
  hold("bodies that do not arrive", 64, (target) => `${head(target, { "content-length": String(32 * MEBIBYTES) })}{`),
  hold("bodies that trickle", 32, (target) => head(target, { "transfer-encoding": "chunked" }), "1\r\n \r\n"),
  hold(
    "streams that trickle",
    32,
    (target) => head(target, { "transfer-encoding": "chunked", ...ndjson }),
    "1\r\n\n\r\n",
  ),
  hold("headers that do not end", 200, () => `POST ${BULK} HTTP/1.1\r\nHost: localhost\r\n`),
  hold("pages that nobody reads", 20, () => "GET /docs HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100)),
  hold("outcomes that nobody reads", 8, (target) => {
    const body = lines(20_000, (i) => `"unread.${i}@example.com"`)
    return head(target, { ...ndjson, ...lenient, "content-length": String(body.length) }) + body
  }),
  hold("upgrades", 20, (target) => head(target, { connection: "upgrade", upgrade: "h2c", "content-length": "2" })),
  hold(
    "what is not HTTP",
    20,
    () => `POST ${BULK} HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`,
  ),
  abort,
  anonymous,
]
