import { assert, describe, it } from "@effect/vitest"
import { Redacted, Result } from "effect"
import fc from "fast-check"
import { parseDatabaseUrl } from "../src/connection/DatabaseUrl.ts"

const read = (url: string) =>
  Result.map(parseDatabaseUrl(url), ({ servers, requiresWritable }) => ({
    hosts: servers.map(({ endpoint: { host, port } }) => `${host}:${port}`),
    requiresWritable,
  }))

const hostsOf = (url: string) => Result.getOrThrow(Result.map(read(url), ({ hosts }) => hosts))

describe("The hosts of a database URL", () => {
  const examples: Readonly<Record<string, ReadonlyArray<string>>> = {
    "postgres://user:password@db.example:5433/contacts": ["db.example:5433"],
    "postgresql://db.example/contacts": ["db.example:5432"],
    "postgres://db.example": ["db.example:5432"],
    "postgres://user@[2001:db8::1]:5433/contacts": ["2001:db8::1:5433"],
    "postgresql:///contacts": ["localhost:5432"],
    "postgresql:///contacts?host=/run/postgresql": ["/run/postgresql:5432"],
    "postgresql://user@/contacts?host=/run/postgresql&port=5433": ["/run/postgresql:5433"],
    "postgresql://%2Frun%2Fpostgresql:5433/contacts": ["/run/postgresql:5433"],
    "postgres://one:5432,two:5433/contacts": ["one:5432", "two:5433"],
    "postgres://one,two:5433/contacts": ["one:5432", "two:5433"],
    "postgresql:///contacts?host=one,two&port=5433": ["one:5433", "two:5433"],
    "postgresql:///contacts?host=one,/run/postgresql&port=5433,5434": ["one:5433", "/run/postgresql:5434"],
  }
  for (const [url, hosts] of Object.entries(examples)) {
    it(url, () => assert.deepStrictEqual(hostsOf(url), hosts))
  }

  it("have the credentials, the database and the parameters of the URL", () => {
    const url = "postgres://us%40er:p%2Fass@one,two:5433/conta%20cts?sslmode=require&options=-c%20jit%3Doff"
    const { servers } = Result.getOrThrow(parseDatabaseUrl(url))
    for (const server of servers) {
      const { username, password, pathname, searchParams } = new URL(Redacted.value(server.url))
      assert.deepStrictEqual([username, password, pathname], ["us%40er", "p%2Fass", "/conta%20cts"])
      assert.strictEqual(searchParams.get("sslmode"), "require")
      assert.strictEqual(searchParams.get("options"), "-c jit=off")
      assert.strictEqual(searchParams.get("host"), server.endpoint.host)
    }
  })
})

describe("A database URL", () => {
  it("may require a server that accepts writes", () => {
    const requires = (query: string) =>
      Result.getOrThrow(Result.map(read(`postgres://one,two/contacts${query}`), (url) => url.requiresWritable))
    assert.isTrue(requires("?target_session_attrs=read-write"))
    assert.isTrue(requires("?target_session_attrs=primary"))
    assert.isFalse(requires("?target_session_attrs=any"))
    assert.isFalse(requires(""))
  })

  it("has no unlimited connect_timeout", () => {
    const { servers } = Result.getOrThrow(parseDatabaseUrl("postgres://db.example/contacts?connect_timeout=0"))
    for (const { url } of servers) assert.isFalse(new URL(Redacted.value(url)).searchParams.has("connect_timeout"))
  })

  const invalid: Readonly<Record<string, string>> = {
    "": "must be a URL like",
    "mysql://user:secret@db.example/contacts": "must be a URL like",
    "user:secret@db.example": "must be a URL like",
    "postgres://user:secret@db.example:port/contacts": "must be a URL like",
    "postgres://user:se/cret@db.example/contacts": "must be a URL like",
    "postgres://user:secret@db.example:0/contacts": "between 1 and 65535",
    "postgres://user:secret@db.example:65536/contacts": "between 1 and 65535",
    "postgres:///contacts?host=one,two,three&port=1,2": "3 hosts, but 2 ports",
    "postgres://user:secret@%ZZ/contacts": "must be a URL like",
    "postgres://user:secret@db.example/contacts?sslmode=secret": "one of disable, allow, prefer",
    "postgres://user:secret@db.example/contacts?target_session_attrs=standby": "one of any, read-write, primary",
    "postgres://user:secret@db.example/contacts?connect_timeout=soon": "a number of seconds",
  }
  for (const [url, problem] of Object.entries(invalid)) {
    it(`is rejected: ${url || "(empty)"}`, () => {
      const message = Result.getOrThrow(Result.flip(read(url)))
      assert.include(message, problem)
      assert.notInclude(message, "secret")
    })
  }

  it("never appears in what is wrong with it", () => {
    const piece = fc.constantFrom(
      "postgres://",
      "user",
      ":",
      "@",
      "/",
      "?",
      "&",
      "=",
      ",",
      "host",
      "port",
      "[",
      "]",
      "%",
      "#",
    )
    const text = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 12 })
      .map((parts) => parts.join(""))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const url = `${before}hunter2${after}`
        const result = parseDatabaseUrl(url)
        if (Result.isFailure(result)) assert.notInclude(result.failure, "hunter2")
        // What is accepted here is accepted by the driver, which would quote it otherwise.
        else for (const server of result.success.servers) new URL(Redacted.value(server.url))
      }),
    )
  })
})
