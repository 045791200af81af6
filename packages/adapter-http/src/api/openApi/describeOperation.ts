import type * as OpenApi from "effect/http-api/OpenApi"
import { successExamples } from "./examples.ts"
import { responseHeaders } from "./responseHeaders.ts"
import { streamBodies } from "./streamBodies.ts"

interface Response {
  readonly description: string
  readonly content: { readonly "application/json": object }
}

interface Documented {
  /** One error body per status. */
  readonly errorExamples: Readonly<Record<number, object>>
  /** Headers of every response except a 401. */
  readonly headers?: object
}

/** Replacements for generated descriptions. */
const descriptions: Readonly<Record<string, string>> = {
  200: "Nothing new: all contacts were skipped, or left out as invalid",
  201: "Customer contacts created successfully: at least one",
}

/** Adds to the OpenAPI document what schemas cannot express: examples, text bodies and response headers. */
export const describeOperation = ({ errorExamples, headers }: Documented): OpenApi.Transform["Service"] => {
  const examples: Readonly<Record<string, object>> = {
    ...mapValues(errorExamples, (example) => ({ example })),
    ...mapValues(successExamples, (examples) => ({ examples })),
  }
  const describeResponse = ({ description, content }: Response, status: string) => ({
    description: descriptions[status] ?? description,
    headers: { ...responseHeaders(status), ...(status !== "401" && headers) },
    content: { "application/json": { ...content["application/json"], ...examples[status] } },
  })
  return ({ requestBody, responses, ...operation }) => ({
    ...operation,
    requestBody: {
      description: "Bulk customer contact data",
      ...requestBody,
      content: { ...requestBody.content, ...streamBodies },
    },
    responses: mapValues(responses as Readonly<Record<string, Response>>, describeResponse),
  })
}

const mapValues = <A, B>(record: Readonly<Record<string, A>>, f: (value: A, key: string) => B) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value, key)]))
