import { Body, Controller, Inject, Post } from "@nestjs/common"
import { SignUp } from "./sign-up.js"

@Controller("sign-ups")
export class SignUpController {
  constructor(@Inject(SignUp) private readonly signUps: SignUp) {}

  @Post()
  create(@Body() body: { readonly mailbox: string }): Promise<string> {
    return this.signUps.signUp(body.mailbox)
  }
}
