import { times } from "@bulk-contacts/test-support/times"
import { afterAll, assert, describe, it } from "vitest"
import { head, open, openMany, untilClosed } from "./support/sockets.ts"
import { ATTACKER, BULK, JSON_TYPE, NDJSON_TYPE, startVictim } from "./support/Victim.ts"
import { whileAttacked } from "./support/whileAttacked.ts"

/** One caller tries to shut the others out: with connections that begin something and do not finish it. */

const victim = await startVictim()
afterAll(victim.stop)

const chunked = { "transfer-encoding": "chunked" }
const mebibytes = 1024 * 1024

const held: ReadonlyArray<{ readonly title: string; readonly count: number; readonly text: string }> = [
  {
    title: "4 bodies of 32 MiB of which one byte arrives",
    count: 4,
    text: `${head({ "content-length": String(32 * mebibytes) })}{`,
  },
  {
    title: "64 bodies of 32 MiB of which one byte arrives",
    count: 64,
    text: `${head({ "content-length": String(32 * mebibytes) })}{`,
  },
  { title: "64 chunked bodies of one byte", count: 64, text: `${head(chunked)}1\r\n{\r\n` },
  {
    title: "64 streams of one byte",
    count: 64,
    text: `${head({ ...chunked, "content-type": NDJSON_TYPE })}1\r\n{\r\n`,
  },
  { title: "1,500 bodies of 10 bytes of which one arrives", count: 1500, text: `${head({ "content-length": "10" })}{` },
  {
    title: "1,500 requests whose headers do not end",
    count: 1500,
    text: `POST ${BULK} HTTP/1.1\r\nHost: localhost\r\n`,
  },
  {
    title: "8 bodies in 200,000 chunks of one byte",
    count: 8,
    text: `${head(chunked)}${"1\r\n \r\n".repeat(200_000)}`,
  },
  {
    title: "64 compressed bodies of which the beginning arrives",
    count: 64,
    text: `${head({ ...chunked, "content-encoding": "gzip,gzip" })}a\r\n\x1f\x8b\x08\0\0\0\0\0\0\x03\r\n`,
  },
]

describe("A caller that does not finish", () => {
  it.each(held)("harms nobody else: $title", async ({ count, text }) => {
    await whileAttacked(victim, openMany(victim.origin, count, text))
  })

  it("is told at once if it announces too much", async () => {
    for (const length of ["1000000000000", String(64 * mebibytes), String(32 * mebibytes + 1)]) {
      const answer = await untilClosed(await open(victim.origin, `${head({ "content-length": length })}{`))
      assert.match(answer, /^HTTP\/1\.1 413 /)
    }
  })

  it("without a key reserves nothing, and is told at once", async () => {
    const anonymous = head({ "x-api-key": "nobody", "content-length": String(32 * mebibytes) })
    const attack = openMany(victim.origin, 64, `${anonymous}{`).then((sockets) => Promise.all(sockets.map(untilClosed)))
    await whileAttacked(victim, attack)
    for (const answer of await attack) assert.match(answer, /^HTTP\/1\.1 401 /)
  })
})

describe("A caller that sends a lot", () => {
  it("harms nobody else: many requests of 10,000 contacts at once", async () => {
    const body = (request: number) =>
      JSON.stringify({ contacts: Array.from({ length: 10_000 }, (_, i) => `many.${request}.${i}@example.com`) })
    const attack = Promise.all(
      Array.from({ length: times(15, 60) }, (_, request) => victim.post(body(request), { apiKey: ATTACKER })),
    )
    await whileAttacked(victim, attack)
    for (const { status } of await attack) assert.include([201, 503], status)
  })
})

describe("A caller that does not read", () => {
  const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`

  it.each(["/docs", "/openapi.json", "/metrics"])(
    "is not answered ahead of what it has read: 100 pipelined GET %s on each of 20 connections",
    async (path) => {
      const before = victim.peakMemory()
      await whileAttacked(victim, openMany(victim.origin, 20, request(path).repeat(100)))
      assert.isBelow(victim.peakMemory() - before, 250)
    },
  )

  it("harms nobody else: 20 streams with the outcomes of many contacts each", async () => {
    const lines = (stream: number) =>
      Array.from({ length: times(10_000, 50_000) }, (_, i) => `"unread.${stream}.${i}@example.com"\n`).join("")
    const attack = Array.from({ length: 20 }, async (_, stream) => {
      const body = lines(stream)
      await open(
        victim.origin,
        head({ "content-type": NDJSON_TYPE, prefer: "return=representation", "content-length": String(body.length) }) +
          body,
      )
    })
    await whileAttacked(victim, Promise.all(attack))
    assert.isBelow(victim.peakMemory(), 900)
  })

  it("leaves nothing behind: 200 requests whose clients go away", async () => {
    const body = JSON.stringify({ contacts: ["gone@example.com"] })
    const attack = async () => {
      for (const socket of await openMany(
        victim.origin,
        200,
        head({ "content-length": String(body.length), "content-type": JSON_TYPE }) + body,
      ))
        socket.resetAndDestroy()
    }
    await whileAttacked(victim, attack())
    const inFlight = async () =>
      /^http_requests_in_flight (\S+)$/m.exec(await (await fetch(`${victim.origin}/metrics`)).text())?.[1]
    while ((await inFlight()) !== "1");
  })
})
