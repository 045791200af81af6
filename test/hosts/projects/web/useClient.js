import { createBulkContactsClient, NotFound } from "@bulk-contacts/adapter-http/client"

/** Calls the server with the typed client of this runtime. */
export const useClient = async (origin) => {
  const client = createBulkContactsClient({
    baseUrl: `${origin}/crm`,
    fetch: (input, init) => {
      const headers = new Headers(init.headers)
      headers.set("authorization", "Bearer secret")
      return fetch(input, { ...init, headers })
    },
  })
  const { created } = await client.bulkCreate({ contacts: ["client@example.com"] })
  const streamed = await client.bulkCreateStream(Array.from({ length: 5000 }, (_, n) => `s${n}@client.example`))
  if (created !== 1 || streamed.created !== 5000) throw new Error(`the client created ${created}, ${streamed.created}`)
  const error = await client.bulkCreate({ contacts: ["x@example.com"], accountIds: ["A9"] }).catch((error) => error)
  if (!(error instanceof NotFound)) throw new Error(`not a NotFound: ${error}`)
}
