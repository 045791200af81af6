import type { SqlRunner } from "@bulk-contacts/adapter-sql"
import type { Prisma, PrismaClient } from "./generated/client.ts"

export const prisma = (db: PrismaClient): SqlRunner<Prisma.TransactionClient> => ({
  // Prisma's own limit of five seconds is too short for 10,000 contacts on a busy server.
  transaction: (run) => db.$transaction(run, { isolationLevel: "ReadCommitted", timeout: 60_000 }),
  query: (tx, text, parameters) => tx.$queryRawUnsafe(text, ...parameters),
})
