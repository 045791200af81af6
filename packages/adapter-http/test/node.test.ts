import { once } from "node:events"
import { Agent, createServer, type IncomingMessage, request as nodeRequest, type ServerResponse } from "node:http"
import { type AddressInfo, connect } from "node:net"
import { text } from "node:stream/consumers"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { times } from "@bulk-contacts/test-support/times"
import fc from "fast-check"
import { assert, it, onTestFinished } from "vitest"
import { handleNodeRequest, type NodeRequest } from "../src/node/index.ts"
import { createWebHandler, type RequestFailure, type WebHandler } from "../src/web/index.ts"

const PATH = "/v1/accounts/contacts/bulk"
const json = { "content-type": "application/json" }
const one = { method: "POST", headers: json, body: '{"contacts":["ada@example.com"]}' }

const makeContacts = async (prefix: `/${string}` = "/", options: { readonly maxBodyBytes?: number } = {}) => {
  const failures: Array<RequestFailure> = []
  const store = makeMemoryStore({ id: "acme", contactTypes: ["CT1"], defaultContactType: "CT1" })
  const contacts = await createWebHandler({
    store: store.layer,
    prefix,
    authenticate: ({ headers }, _request: NodeRequest) => headers.get("x-organization") ?? "acme",
    onFailure: (failure) => failures.push(failure),
    ...options,
  })
  return { contacts, failures, emails: () => store.contacts("acme").map(({ email }) => email) }
}

const listen = async (listener: (request: IncomingMessage, response: ServerResponse) => unknown) => {
  const server = createServer(listener)
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, port, server }
}

/** A handler that responds with what it got of the request. */
const echo = (respond: (request: Request) => Promise<Response> | Response): WebHandler => ({
  handle: async (request) => respond(request),
  dispose: async () => {},
})

it("passes on the method, the URL, the headers and the bytes of a request, and the response", async () => {
  const { origin } = await listen((request, response) =>
    handleNodeRequest(
      echo(
        async (web) =>
          new Response(web.body === null ? null : await web.arrayBuffer(), {
            status: 207,
            headers: { method: web.method, url: web.url, given: web.headers.get("given") ?? "none" },
          }),
      ),
      request,
      response,
    ),
  )
  const method = fc.constantFrom("GET", "POST", "PUT", "DELETE")
  const path = fc.array(fc.stringMatching(/^[a-z0-9._~-]{1,8}[a-z]$/)).map((parts) => `/${parts.join("/")}`)
  const query = fc.stringMatching(/^[a-z0-9=&%2B+]{0,20}$/)
  const given = fc.stringMatching(/^[!-~\xa1-\xff]{1,20}$/)
  const body = fc.uint8Array({ maxLength: 100_000, size: "max" })
  await fc.assert(
    fc.asyncProperty(method, path, query, given, body, async (method, path, query, given, body) => {
      const url = `${origin}${path}?${query}`
      const sent = method === "GET" ? {} : { body }
      const response = await fetch(url, { method, headers: { given }, ...sent })
      assert.deepEqual(
        [response.status, response.headers.get("method"), response.headers.get("url"), response.headers.get("given")],
        [207, method, new URL(url).href, given],
      )
      assert.deepEqual(new Uint8Array(await response.arrayBuffer()), method === "GET" ? new Uint8Array() : body)
    }),
    { numRuns: times(10, 300) },
  )
})

it("responds 500 at once if the body was read, whole or in part, and says what to do", async () => {
  const { contacts, failures, emails } = await makeContacts()
  const { origin } = await listen(async (request, response) => {
    if (request.headers["x-read"] === "all") await text(request)
    else await request.iterator({ destroyOnReturn: false }).next()
    await handleNodeRequest(contacts, request, response)
  })
  for (const part of ["all", "some"]) {
    const response = await fetch(origin + PATH, { ...one, headers: { ...json, "x-read": part } })
    assert.deepEqual(
      [response.status, await response.json()],
      [500, { statusCode: 500, message: "Internal server error", error: "Internal Server Error" }],
    )
    const failure = failures.shift()
    assert.strictEqual(failure?.message, "The body was read before the handler got the request")
    assert.match(String(failure?.cause), /before body parsers/)
    assert.strictEqual(failure?.requestId, response.headers.get("x-request-id"))
  }
  // A request without a body has nothing that could be read.
  assert.strictEqual((await fetch(`${origin}/v1/accounts/contacts`, { headers: { "x-read": "all" } })).status, 200)
  assert.deepEqual([failures, emails()], [[], []])
})

it("has the same answer for web-standard requests whose body was read", async () => {
  const { contacts, failures } = await makeContacts()
  const request = new Request(`http://host${PATH}`, one)
  await request.json()
  assert.strictEqual((await contacts.handle(request, {} as NodeRequest)).status, 500)
  assert.match(String(failures[0]?.cause), /before body parsers/)
})

it("uses the URL that the client sent, whatever the server has made of it", async () => {
  const { contacts } = await makeContacts("/crm")
  const { origin } = await listen((request, response) => {
    const { url = "" } = request
    const stripped = Object.assign(request, { originalUrl: url, url: url.replace("/crm", "") })
    return handleNodeRequest(contacts, stripped, response)
  })
  assert.strictEqual((await fetch(`${origin}/crm${PATH}`, one)).status, 201)
})

it("names the prefix with which paths come, once", async () => {
  for (const [prefix, sent, cause] of [
    ["/crm", "", /`prefix` is \/crm, but paths come without it/],
    ["/crm", "/api/crm", /`prefix` is \/crm, but paths begin with \/api\/crm\. Set `prefix` to that/],
    ["/", "/api", /`prefix` is \/, but paths begin with \/api\./],
  ] as const) {
    const { contacts, failures } = await makeContacts(prefix)
    const { origin } = await listen((request, response) => handleNodeRequest(contacts, request, response))
    const statusOf = async (path: string) => (await fetch(origin + path, one)).status
    assert.strictEqual(await statusOf("/nothing"), 404)
    assert.deepEqual(failures, [])
    assert.deepEqual([await statusOf(sent + PATH), await statusOf(sent + PATH)], [404, 404])
    assert.deepEqual(
      failures.map(({ message }) => message),
      ["The path of a request has another prefix"],
    )
    assert.match(String(failures[0]?.cause), cause)
    assert.strictEqual(await statusOf((prefix === "/" ? "" : prefix) + PATH), 201)
  }
})

it("keeps the connection for the next request if a body is rejected, unread or in the middle", async () => {
  const { contacts } = await makeContacts("/", { maxBodyBytes: 1_000_000 })
  const { origin } = await listen((request, response) => handleNodeRequest(contacts, request, response))
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  const post = async (body: string, headers: Record<string, string>) => {
    const request = nodeRequest(origin + PATH, { agent, method: "POST", headers: { ...json, ...headers } })
    request.end(body)
    const [response] = (await once(request, "response")) as [IncomingMessage]
    await text(response)
    return [response.statusCode, request.reusedSocket]
  }
  const large = `{"contacts":["${"x".repeat(3_000_000)}"]}`
  assert.deepEqual(await post(large, {}), [413, false])
  // Chunked, so it is too large only once it has been read that far.
  assert.deepEqual(await post(large, { "transfer-encoding": "chunked" }), [413, true])
  assert.deepEqual(await post(large, { "content-type": "text/plain" }), [415, true])
  assert.deepEqual(await post('{"contacts":["ada@example.com"]}', {}), [201, true])
})

it("responds 400 to a request that cannot be a web-standard one", async () => {
  const { contacts } = await makeContacts()
  const { port } = await listen((request, response) => handleNodeRequest(contacts, request, response))
  for (const head of ["TRACE / HTTP/1.1\r\nHost: a", "GET / HTTP/1.1\r\nHost: a b", "OPTIONS * HTTP/1.1\r\nHost: a"]) {
    const socket = connect(port, "127.0.0.1")
    socket.end(`${head}\r\nConnection: close\r\n\r\n`)
    const response = await text(socket)
    assert.match(response, /^HTTP\/1\.1 400 /, head)
  }
})

it("aborts the request's signal if the client disconnects, and stops reading the response", async () => {
  const aborted = Promise.withResolvers<void>()
  const cancelled = Promise.withResolvers<void>()
  const { origin } = await listen((request, response) =>
    handleNodeRequest(
      echo(({ signal }) => {
        signal.addEventListener("abort", () => aborted.resolve())
        const pull = (controller: ReadableStreamDefaultController) => controller.enqueue(new Uint8Array(65_536))
        return new Response(new ReadableStream({ pull, cancel: () => cancelled.resolve() }))
      }),
      request,
      response,
    ),
  )
  const request = nodeRequest(origin)
  request.end()
  const [response] = (await once(request, "response")) as [IncomingMessage]
  await once(response, "data")
  request.destroy()
  await aborted.promise
  await cancelled.promise
})

it("breaks the connection off if the body of the response fails", async () => {
  const { origin } = await listen((request, response) =>
    handleNodeRequest(
      echo(() => {
        const parts = [() => new TextEncoder().encode("half"), () => Promise.reject(new Error("broken"))]
        const pull = async (controller: ReadableStreamDefaultController) => controller.enqueue(await parts.shift()?.())
        return new Response(new ReadableStream({ pull }))
      }),
      request,
      response,
    ),
  )
  // Before or after the head of the response, depending on the connection.
  const body = fetch(origin).then((response) => response.text())
  assert.strictEqual(await body.catch(() => "broken off"), "broken off")
})
