/**
 * Gives requests of Node.js to the handler of `@bulk-contacts/adapter-http/web`: for `node:http`, Express, NestJS and
 * Fastify.
 *
 * @module @bulk-contacts/adapter-http/node
 */

export { handleNodeRequest } from "./handleNodeRequest.ts"
export type { NodeRequest, NodeResponse } from "./NodeRequest.ts"
export { toWebRequest } from "./toWebRequest.ts"
