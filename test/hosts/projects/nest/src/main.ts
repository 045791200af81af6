import { NestFactory } from "@nestjs/core"
import { ContactsModule } from "./contacts.module.js"
import { SignUp } from "./sign-up.js"

const main = async () => {
  const app = await NestFactory.createApplicationContext(ContactsModule, { logger: false })
  console.log(await app.get(SignUp).signUp("Ada Lovelace <ada@example.com>"))
  await app.close()
}

void main()
