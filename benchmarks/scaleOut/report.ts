import { figure, markdown } from "../report/table.ts"
import type { MeasuredServers } from "./scaleOut.ts"
import type { Storage } from "./storage.ts"

export const serversTable = (measured: ReadonlyArray<MeasuredServers>): string =>
  markdown(
    [
      "connected",
      "servers",
      "contacts/s",
      "against one server",
      "p50, ms",
      "p99, ms",
      "CPU of the servers, µs/contact",
      "CPU of PostgreSQL, µs/contact",
      "CPU of PgBouncer, µs/contact",
    ],
    measured.map(({ connected, servers, median, ratioToOne }) => [
      connected,
      String(servers),
      figure(median.contactsPerSecond),
      `${figure(ratioToOne)} ×`,
      figure(median.p50Milliseconds),
      figure(median.p99Milliseconds),
      figure(median.serverCpuMicroseconds),
      figure(median.postgresCpuMicroseconds),
      figure(median.poolerCpuMicroseconds),
    ]),
    1,
  )

export const storageTable = (measured: ReadonlyArray<Storage>): string =>
  markdown(
    [
      "wal_compression",
      "rows before",
      "table, bytes/contact",
      "indexes, bytes/contact",
      "log after a checkpoint, bytes/contact",
      "log later, bytes/contact",
    ],
    measured.map(({ rows, isLogCompressed, table, indexes, logAfterCheckpoint, logLater }) => [
      isLogCompressed ? "on" : "off",
      figure(rows),
      figure(table),
      figure(indexes),
      figure(logAfterCheckpoint),
      figure(logLater),
    ]),
    1,
  )
