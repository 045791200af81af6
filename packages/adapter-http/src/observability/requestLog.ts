import { Context, Effect } from "effect"

/** What the line in the log says of the current request beside its path, status and duration. */
export const RequestLog = Context.Reference<Record<string, string | number>>("@bulk-contacts/adapter-http/RequestLog", {
  defaultValue: () => ({}),
})

/** Never an email or a key: logs are read by more people than contacts are. */
export const noteInLog = (notes: Readonly<Record<string, string | number>>) =>
  Effect.map(RequestLog, (log) => Object.assign(log, notes))
