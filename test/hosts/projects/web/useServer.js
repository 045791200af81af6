/** Sends what clients send, and throws if a response is not the right one. */
export const useServer = async (origin) => {
  const post = async (body, headers = {}, query = "") => {
    const response = await fetch(`${origin}/crm/v1/accounts/contacts/bulk${query}`, {
      method: "POST",
      headers: { authorization: "Bearer secret", "content-type": "application/json", ...headers },
      body: typeof body === "object" && !(body instanceof Uint8Array) ? JSON.stringify(body) : body,
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const expect = async (name, answer, status, text) => {
    const actual = await answer
    if (actual.status === status && actual.text.includes(text)) return
    throw new Error(`${name}: ${actual.status} ${actual.text}`)
  }
  const counts = (total, created) => `"total":${total},"created":${created},"skipped":${total - created}`
  const seed = { contacts: ["Ada <ada@bücher.example>", "ADA@xn--bcher-kva.example"], accountIds: ["A1"] }

  await expect("a bulk create", post(seed), 201, counts(2, 1))
  await expect("the same again", post(seed), 200, counts(2, 0))
  await expect("an invalid contact", post({ contacts: ["no address"] }), 400, '"code":"invalid_email"')
  await expect("an unknown account", post({ contacts: ["b@example.com"], accountIds: ["A9"] }), 404, "A9")
  await expect("no token", post(seed, { authorization: "" }), 401, "Not authenticated")

  const retry = () => post({ contacts: ["key@example.com"] }, { "idempotency-key": '"1"' })
  await expect("a key", retry(), 201, counts(1, 1))
  const replayed = await retry()
  if (replayed.headers.get("idempotency-replayed") !== "true") throw new Error("not replayed")

  const prefer = { prefer: "return=representation" }
  await expect("outcomes", post({ contacts: ["o@example.com"] }, prefer), 201, '"status":"created"')
  const csv = { "content-type": "text/csv" }
  await expect("CSV", post("E-Mail;Vorname\nc@example.com;Ada\n", csv, "?source=Import"), 201, counts(1, 1))

  const many = (domain) => ({ contacts: Array.from({ length: 10_000 }, (_, n) => `a${n}@${domain}.example`) })
  const bytes = new Blob([JSON.stringify(many("gzip"))]).stream().pipeThrough(new CompressionStream("gzip"))
  const compressed = new Uint8Array(await new Response(bytes).arrayBuffer())
  await expect(
    "10,000 contacts, compressed",
    post(compressed, { "content-encoding": "gzip" }),
    201,
    counts(10_000, 10_000),
  )

  // Several rounds: in a worker, what one request waits for must not depend on another that has ended.
  for (const domain of ["once", "twice", "thrice", "again"]) {
    const responses = await Promise.all([1, 2, 3].map(() => post(many(domain))))
    const texts = responses.map(({ text }) => text).join()
    if (responses.filter(({ status }) => status === 201).length !== 1) throw new Error(`three at once: ${texts}`)
    if (texts.split(counts(10_000, 0)).length !== 3) throw new Error(`three at once: ${texts}`)
  }

  const document = await fetch(`${origin}/crm/openapi.json`)
  if (!(await document.text()).includes("BulkCreateCustomerContactsDto")) throw new Error("no OpenAPI document")
}
