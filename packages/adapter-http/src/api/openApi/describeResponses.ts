import { successExamples } from "./examples.ts"

type Responses = Readonly<Record<string, Response>>

interface Response {
  readonly description: string
  readonly content: { readonly "application/json": object }
}

/** Replacements for generated descriptions. */
const descriptions: Readonly<Record<string, string>> = {
  200: "Nothing new: all contacts were skipped",
  201: "Customer contacts created successfully: at least one",
}

/** Adds descriptions and examples to the responses in the OpenAPI document. */
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
