type Responses = Readonly<Record<string, Response>>

interface Response {
  readonly description: string
  readonly content: { readonly "application/json": object }
}

/** What the OpenAPI document says of an answer beside its schema; the generated description where none is here. */
const answers: Readonly<Record<string, { readonly description?: string; readonly example: object }>> = {
  200: { description: "Nothing new: every contact was skipped", example: { total: 3, created: 0, skipped: 3 } },
  201: {
    description: "Customer contacts created successfully: at least one of them",
    example: { total: 3, created: 2, skipped: 1 },
  },
  400: { example: { statusCode: 400, message: "No contacts to create", error: "Bad Request" } },
  401: { example: { statusCode: 401, message: "Invalid API key", error: "Unauthorized" } },
  404: { example: { statusCode: 404, message: "Account not found", error: "Not Found" } },
  500: { example: { statusCode: 500, message: "Internal server error", error: "Internal Server Error" } },
}

export const describeResponses = (responses: Responses): Responses =>
  Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [status, describe(response, answers[status])]),
  )

const describe = (response: Response, answer: (typeof answers)[string] | undefined): Response =>
  answer === undefined
    ? response
    : {
        description: answer.description ?? response.description,
        content: { "application/json": { ...response.content["application/json"], example: answer.example } },
      }
