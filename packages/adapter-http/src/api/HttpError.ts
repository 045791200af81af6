import * as Effect from "effect/Effect"
import * as Inspectable from "effect/Inspectable"
import * as Schema from "effect/Schema"
import { type Inspect, inspectAsError } from "./inspectAsError.ts"

/** An error response. Its body is this envelope: the properties here, and those of its class. */
export class HttpError extends Schema.Error<HttpError>("HttpError")({
  statusCode: Schema.Finite,
  message: Schema.String,
  error: Schema.String,
}) {
  /** Shows name, message and stack, as for any other error. */
  override [Inspectable.NodeInspectSymbol](_depth?: number, options?: object, inspect?: Inspect): unknown {
    return inspectAsError(this, options, inspect)
  }
}

interface Example {
  readonly statusCode: number
  /** Absent if the message depends on who serves the API. */
  readonly message?: string
  readonly error: string
}

/** The fields and annotations of an error class. Its status and reason phrase are those of its example. */
export const envelope = <const E extends Example, Fields extends Schema.Struct.Fields = Record<never, never>>(
  { statusCode, message, error }: E,
  description: string,
  fields?: Fields,
) =>
  [
    {
      // The check makes it an integer in the OpenAPI document.
      statusCode: Schema.Literal(statusCode)
        .check(Schema.isInt())
        .pipe(Schema.withConstructorDefault(Effect.succeed(statusCode))),
      // The interactive documentation ignores the example of a response.
      message: Schema.String.annotate(message === undefined ? {} : { examples: [message] }),
      error: Schema.Literal(error).pipe(Schema.withConstructorDefault(Effect.succeed(error))),
      ...(fields as Fields),
    },
    { httpApiStatus: statusCode, description },
  ] as const
