import { problemCodes } from "@bulk-contacts/core"
import { Validator } from "@seriousme/openapi-schema-validator"
import { Ajv2020 } from "ajv/dist/2020.js"
import { assert, beforeAll, describe, it } from "vitest"
import { openApiDocument } from "../src/api/MountedApi.ts"
import { mediaTypes } from "../src/api/mediaTypes.ts"
import { type Answer, post, send, startServer } from "./support/server.ts"

const PATH = "/v1/accounts/contacts/bulk"

/** What the document that this endpoint was specified by promises. */
const promised = {
  tag: "Accounts",
  summary: "Bulk create customer contacts",
  request: "BulkCreateCustomerContactsDto",
  response: "CustomerContactBulkResponseDto",
  statuses: ["200", "201", "400", "404", "500"],
  examples: {
    400: { statusCode: 400, message: "No contacts to create", error: "Bad Request" },
    404: { statusCode: 404, message: "Account not found", error: "Not Found" },
    500: { statusCode: 500, message: "Internal server error", error: "Internal Server Error" },
  },
}

const server = await startServer()
const { body: document } = await send(`${server.origin}/openapi.json`)
const operation = document.paths[PATH].post
const { schemas } = document.components

describe("the OpenAPI document", () => {
  it("is valid", async () => {
    assert.deepStrictEqual(await new Validator().validate(structuredClone(document)), { valid: true })
  })

  // Rules of redocly (recommended) and spectral (oas), both of which have nothing to report.
  it.each([
    ["served", document],
    ["mounted", openApiDocument("/crm")],
  ])("has what linters ask for: %s", (_, { info, servers, paths }) => {
    assert.containsAllKeys(info, ["contact", "license"])
    assert.isNotEmpty(servers)
    for (const operations of Object.values<object>(paths))
      for (const { responses, ...operation } of Object.values(operations)) {
        assert.containsAllKeys(operation, ["operationId", "description", "tags"])
        assert.isTrue(
          Object.keys(responses).some((status) => status.startsWith("4")),
          operation.operationId,
        )
      }
  })

  it.each([
    ["served", document, "Invalid API key"],
    ["mounted", openApiDocument("/crm"), "Not authenticated"],
  ])("has the message of its own 401 as the schema's example: %s", (_, { components }, message) => {
    assert.deepStrictEqual(components.schemas.Unauthorized.properties.message.examples, [message])
  })

  it("says how the host authenticates, if the host says so", () => {
    const bearer = { type: "http", scheme: "bearer" } as const
    const { components, paths } = openApiDocument("/crm", { securityScheme: bearer })
    const [[name, scheme] = []] = Object.entries(components.securitySchemes)
    assert.deepStrictEqual<unknown>(scheme, bearer)
    for (const operations of Object.values(paths))
      for (const { security } of Object.values<any>(operations))
        assert.deepStrictEqual(security, [{ [name ?? ""]: [] }])
    assert.deepStrictEqual(openApiDocument("/crm").components.securitySchemes, {})
  })

  it("has the formats of ids and times", () => {
    const { CustomerContact, Import } = schemas
    for (const id of [CustomerContact.properties.id, CustomerContact.properties.importId, Import.properties.id])
      assert.strictEqual(id.format, "uuid")
    for (const { properties } of schemas.ContactOutcome.anyOf)
      if ("id" in properties) assert.strictEqual(properties.id.format, "uuid")
    const { createdAt, updatedAt } = CustomerContact.properties
    for (const time of [createdAt, updatedAt, Import.properties.createdAt, Import.properties.undoneAt])
      assert.strictEqual(time.format, "date-time")
  })

  it("keeps the path, the tag and the summary", () => {
    assert.include(operation.tags, promised.tag)
    assert.strictEqual(operation.summary, promised.summary)
  })

  it("keeps the body, its properties and which of them is required", () => {
    assert.isTrue(operation.requestBody.required)
    assert.deepStrictEqual(operation.requestBody.content["application/json"].schema, {
      $ref: `#/components/schemas/${promised.request}`,
    })
    const { properties, required } = schemas[promised.request]
    assert.deepStrictEqual(required, ["contacts"])
    assert.deepStrictEqual(Object.keys(properties), ["contacts", "accountIds", "contactType", "source"])
    assert.strictEqual(properties.contacts.type, "array")
    assert.deepInclude(properties.contacts.items.anyOf, { type: "string" })
    assert.deepInclude(properties.accountIds, { type: "array", items: { type: "string" } })
    assert.strictEqual(properties.contactType.type, "string")
    assert.strictEqual(properties.source.type, "string")
  })

  it("keeps the responses, their schemas and their examples", () => {
    assert.includeMembers(Object.keys(operation.responses), promised.statuses)
    for (const status of ["200", "201"]) {
      assert.deepStrictEqual(operation.responses[status].content["application/json"].schema, {
        $ref: `#/components/schemas/${promised.response}`,
      })
    }
    for (const [status, example] of Object.entries(promised.examples)) {
      assert.deepStrictEqual(operation.responses[status].content["application/json"].example, example)
    }
    const { required, properties } = schemas[promised.response]
    assert.deepStrictEqual(required, ["total", "created", "skipped"])
    for (const count of required) assert.strictEqual(properties[count].type, "number")
  })

  it("lists the codes of problems, and what each means", () => {
    const { code } = schemas.ErrorDetail.properties
    // Not an enumeration of its own: a client that was generated from it must accept the codes of newer servers.
    assert.deepStrictEqual(code.anyOf, [{ type: "string", enum: Object.keys(problemCodes) }, { type: "string" }])
    for (const [name, meaning] of Object.entries(problemCodes)) {
      assert.include(code.description, `\`${name}\`: ${meaning}`)
    }
  })

  it("keeps the API key's header", () => {
    const [name] = Object.keys(operation.security[0])
    assert.deepInclude(document.components.securitySchemes[name ?? ""], {
      type: "apiKey",
      in: "header",
      name: "x-api-key",
    })
  })
})

describe("the OpenAPI document, for generated clients", () => {
  it("documents the media types that the endpoint supports", () => {
    const types = Object.entries<any>(operation.requestBody.content)
    assert.deepStrictEqual(
      types.map(([type]) => type),
      [...mediaTypes],
    )
    for (const [, { schema, example }] of types.slice(1)) {
      assert.strictEqual(schema.type, "string")
      assert.isString(example)
    }
  })

  it("has integers where no fraction is possible, and no empty examples", () => {
    for (const { properties = {} } of Object.values<any>(schemas)) {
      for (const name of ["statusCode", "index", "line", "omitted", "duplicateOf"])
        if (name in properties) assert.strictEqual(properties[name].type, "integer", name)
    }
    assert.notInclude(JSON.stringify(document), '"examples":[]')
  })

  it("names the headers of the responses", () => {
    const headersOf = (status: number) => Object.keys(operation.responses[status].headers)
    for (const status of [409, 429, 503]) assert.include(headersOf(status), "retry-after")
    assert.include(headersOf(201), "idempotency-replayed")
    assert.include(headersOf(404), "x-ratelimit-remaining")
    assert.deepStrictEqual(headersOf(401), ["x-request-id"])
  })
})

const formats = { uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/, "date-time": /^\d{4}-\d\d-\d\dT[\d:.]+Z$/ }
const ajv = new Ajv2020({ strict: false, formats })
ajv.addSchema({ $id: "document", components: document.components })

const assertFits = (body: unknown, { $ref }: { readonly $ref: string }) =>
  assert.isTrue(ajv.validate({ $ref: `document${$ref}` }, body), `${ajv.errorsText()}: ${JSON.stringify(body)}`)

describe("an example of a response", () => {
  it.each(Object.keys(operation.responses))("of status %s exists, and matches its schema", (status) => {
    const { schema, example, examples } = operation.responses[status].content["application/json"]
    const values = examples === undefined ? [example] : Object.values<any>(examples).map(({ value }) => value)
    for (const value of values) {
      assertFits(value, schema)
      assert.strictEqual(String(value.statusCode ?? status), status)
    }
  })
})

describe("a response of the running server", () => {
  const assertDocumented = ({ status, body }: Answer) => {
    const documented = operation.responses[status]
    assert.isDefined(documented, `${status} is not documented`)
    assertFits(body, documented.content["application/json"].schema)
    assert.strictEqual(body.statusCode ?? status, status)
  }

  const representation = { prefer: "return=representation" }

  beforeAll(() => post(server, { contacts: ["documented@example.com"] }, { "idempotency-key": "used" }))

  it.each<[string, unknown, Record<string, string>]>([
    ["201", { contacts: ["new@example.com"] }, {}],
    ["200", { contacts: ["documented@example.com"] }, {}],
    ["201", { contacts: ["x@example.com", "X@example.com", "documented@example.com"] }, representation],
    ["400", { contacts: [] }, {}],
    ["400", { contacts: Array.from({ length: 200 }, () => 1) }, {}],
    ["401", {}, { "x-api-key": "unknown" }],
    ["404", { contacts: ["a@example.com"], accountIds: ["nope"], contactType: "nope" }, {}],
    ["422", { contacts: ["422@example.com"] }, { "idempotency-key": "used" }],
    ["413", " ".repeat(2 * 1024 * 1024), {}],
    ["415", "a", { "content-type": "text/plain" }],
  ])("of status %s matches the document", async (status, sent, headers) => {
    const answer = await post(server, sent, headers)
    assert.strictEqual(String(answer.status), status)
    assertDocumented(answer)
  })

  it.each<[string, string, Record<string, string>]>([
    ["401", "{}", { "x-api-key": "unknown" }],
    ["413", " ".repeat(2 * 1024 * 1024), {}],
    ["415", "a", { "content-type": "text/plain" }],
    ["422", '{"contacts":["422@example.com"]}', { "idempotency-key": "used" }],
  ])("of status %s is the example", async (status, sent, headers) => {
    const { body } = await post(server, sent, headers)
    assert.deepStrictEqual(body, operation.responses[status].content["application/json"].example)
  })
})
