import { successExamples } from "./examples.ts"

type Responses = Readonly<Record<string, Response>>

interface Response {
  readonly description: string
  readonly content: { readonly "application/json": object }
}

/** In place of the generated descriptions. */
const descriptions: Readonly<Record<string, string>> = {
  200: "Nothing new: every contact was skipped",
  201: "Customer contacts created successfully: at least one of them",
}

/** Adds to the answers in the OpenAPI document what their schemas do not say. */
export const describeResponses = (responses: Responses, errorExamples: Readonly<Record<number, object>>): Responses => {
  const examples: Readonly<Record<string, object>> = {
    ...Object.fromEntries(Object.entries(errorExamples).map(([status, example]) => [status, { example }])),
    ...Object.fromEntries(Object.entries(successExamples).map(([status, examples]) => [status, { examples }])),
  }
  return Object.fromEntries(
    Object.entries(responses).map(([status, { description, content }]) => [
      status,
      {
        description: descriptions[status] ?? description,
        content: { "application/json": { ...content["application/json"], ...examples[status] } },
      },
    ]),
  )
}
