const BATCH = 50

export interface Batch {
  readonly emails: ReadonlyArray<string>
  /** The status of the response; null if there was none. */
  readonly status: number | null
}

export interface Client {
  readonly origin: () => string
  readonly apiKey: string
}

/** Posts contacts; null if the connection broke before a response. */
export const post = async ({ origin, apiKey }: Client, body: object, query = "") => {
  try {
    const response = await fetch(`${origin()}/v1/accounts/contacts/bulk${query}`, {
      method: "POST",
      headers: { "x-api-key": apiKey, "content-type": "application/json" },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  } catch {
    return null
  }
}

/** Four clients that each send one batch of new contacts after the other until they are stopped. */
export const startLoad = (client: Client, name: string) => {
  const batches: Array<Batch> = []
  const waiting: Array<() => void> = []
  let stopped = false

  const count = (status: number | null) => batches.filter((batch) => batch.status === status).length

  /** Resolves when at least `atLeast` batches have got this status. */
  const answered = (status: number, atLeast: number) =>
    new Promise<void>((resolve) => waiting.push(() => count(status) >= atLeast && resolve()))

  const run = async (worker: number) => {
    for (let n = 0; !stopped; n++) {
      const emails = Array.from({ length: BATCH }, (_, i) => `${name}-${worker}-${n}-${i}@example.com`)
      const answer = await post(client, { contacts: emails, accountIds: ["A123"] })
      batches.push({ emails, status: answer?.status ?? null })
      for (const check of waiting) check()
    }
  }

  const workers = [0, 1, 2, 3].map(run)
  return {
    batches,
    count,
    answered,
    acknowledged: (atLeast: number) => answered(201, atLeast),
    /** Stops each client after its current batch. */
    stop: async () => {
      stopped = true
      await Promise.all(workers)
    },
  }
}

/** The number of contacts of the batch that are stored. */
export const countStored = async (client: Client, { emails }: Batch): Promise<number> => {
  const answer = await post(client, { contacts: emails }, "?dryRun=true")
  if (answer?.status !== 200) throw new Error(`Unexpected response to a dry run: ${JSON.stringify(answer)}`)
  return answer.body.skipped
}
