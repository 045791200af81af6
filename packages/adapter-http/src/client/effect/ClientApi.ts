import * as HttpApi from "effect/http-api/HttpApi"
import { accounts } from "../../api/accounts.ts"
import { imports } from "../../api/imports.ts"

/** As much of the contract as the client uses. With all of it, it would ship what reads the conditions of a list. */
export const ClientApi = HttpApi.make("bulk-contacts").add(accounts, imports)
