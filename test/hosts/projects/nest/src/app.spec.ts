import type { INestApplication } from "@nestjs/common"
import { Test } from "@nestjs/testing"
import { AppModule } from "./app.module.js"

const PATH = "/crm/v1/accounts/contacts/bulk"

describe("the API of contacts in this service", () => {
  let app: INestApplication
  let origin: string

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile()
    app = module.createNestApplication({ bodyParser: false })
    await app.listen(0, "127.0.0.1")
    origin = await app.getUrl()
  })
  afterAll(() => app.close())

  const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body }
    const response = await fetch(origin + path, init)
    return [response.status, await response.text()]
  }
  const secret = { authorization: "Bearer secret" }

  it("creates contacts for the organization of the guard", async () => {
    expect(await post(PATH, '{"contacts":["Ada <ada@example.com>","ADA@example.com"]}', secret)).toEqual([
      201,
      '{"total":2,"created":1,"skipped":1}',
    ])
    const csv = { ...secret, "content-type": "text/csv" }
    expect(await post(PATH, "email\nada@example.com\n", csv)).toEqual([200, '{"total":1,"created":0,"skipped":1}'])
    // Larger than Nest's own limit of a body
    const contacts = Array.from({ length: 9000 }, (_, i) => `contact${i}@example.com`)
    expect((await post(PATH, JSON.stringify({ contacts }), secret))[0]).toBe(201)
    expect((await post(PATH, '{"contacts":["Ada"]}', secret))[0]).toBe(400)
  })

  it("rejects whom the guard rejects", async () => {
    expect((await post(PATH, '{"contacts":["ada@example.com"]}'))[0]).toBe(401)
  })

  it("shares its store with the service's own code", async () => {
    expect(await post("/sign-ups", '{"mailbox":"Grace <grace@example.com>"}')).toEqual([201, "Welcome"])
    expect(await post(PATH, '{"contacts":["grace@example.com"]}', secret)).toEqual([
      200,
      '{"total":1,"created":0,"skipped":1}',
    ])
    expect((await post("/sign-ups", '{"mailbox":"Grace"}'))[0]).toBe(400)
  })
})
