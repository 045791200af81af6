import type { OrganizationId } from "@bulk-contacts/core"
import * as Option from "effect/Option"

/** Where an import is: on a server, or in the store that the environment names. */
interface Place {
  readonly url: Option.Option<URL>
  readonly org: Option.Option<OrganizationId>
}

/** The command that undoes an import. It has no password and no API key, which are given as for the import. */
export const undoCommand = (importId: string, { url, org }: Place): string => {
  const place = Option.isSome(url) ? ["--url", withoutPassword(url.value)] : ["--org", Option.getOrElse(org, () => "")]
  return ["bulk-contacts", "import", "undo", importId, ...place].map(quoteForShell).join(" ")
}

const withoutPassword = ({ origin, pathname }: URL): string => `${origin}${pathname.replace(/\/+$/, "")}`

/** An argument as a POSIX shell reads it. */
const quoteForShell = (argument: string): string =>
  /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`
