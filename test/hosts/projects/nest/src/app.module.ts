import { type MiddlewareConsumer, Module, type NestModule } from "@nestjs/common"
import { json } from "express"
import { ContactsModule } from "./contacts.module.js"
import { SignUpController } from "./sign-up.controller.js"
import { SignUp } from "./sign-up.js"

@Module({
  imports: [ContactsModule],
  controllers: [SignUpController],
  providers: [SignUp],
})
export class AppModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    // A body can be read once: under /crm, by the handler of contacts.
    consumer.apply(json()).exclude("crm/{*path}").forRoutes("{*path}")
  }
}
