import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
import { makeContactsService } from "@bulk-contacts/core/promise"
import { expect, it } from "vitest"
import { Signups } from "../signups.ts"

it("creates contacts for new people", async () => {
  const store = makeMemoryStore({ id: "acme", contactTypes: ["lead"], defaultContactType: "lead" })
  const signups = new Signups(makeContactsService(store.ports))
  expect(await signups.import("acme", ["ada@example.com", "ADA@example.com"])).toBe("1 new contacts, 1 existing")
  expect(store.contacts("acme")).toMatchObject([{ email: "ada@example.com", source: "Signup" }])
})

it("names every invalid person and stores nobody", async () => {
  const store = makeMemoryStore({ id: "acme", contactTypes: ["lead"], defaultContactType: "lead" })
  const signups = new Signups(makeContactsService(store.ports))
  expect(await signups.import("acme", ["ada@example.com", "ada"])).toBe("ada: must be an email address")
  expect(store.contacts("acme")).toEqual([])
})

it("fails if the store fails", async () => {
  const { ports } = makeMemoryStore({ id: "acme", contactTypes: ["lead"], defaultContactType: "lead" })
  const insertNew = () => Promise.reject(new Error("disk full"))
  const signups = new Signups(makeContactsService({ ...ports, contacts: { ...ports.contacts, insertNew } }))
  await expect(signups.import("acme", ["ada@example.com"])).rejects.toThrow("disk full")
})
