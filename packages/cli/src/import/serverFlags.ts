import * as Config from "effect/Config"
import * as Flag from "effect/cli/Flag"
import * as Option from "effect/Option"

/** The URL of a server. */
export const urlFlag = (description: string) =>
  Flag.String("url").pipe(
    Flag.withDescription(description),
    // The URL is not repeated: it may contain a password.
    Flag.filterMap(
      (text) => Option.filter(Option.fromNullishOr(URL.parse(text)), ({ protocol }) => /^https?:$/.test(protocol)),
      () => "must be an http or https URL such as http://localhost:8000",
    ),
    Flag.optional,
  )

export const keyFlag = Flag.Redacted("key").pipe(
  Flag.withDescription(
    "API key of the server; prefer BULK_CONTACTS_KEY, because others on this machine can see command lines",
  ),
  Flag.withFallbackConfig(Config.Redacted("BULK_CONTACTS_KEY")),
  Flag.optional,
)
