import { Transform, Type } from "class-transformer"
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsEmail,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from "class-validator"

export class ContactDto {
  @Transform(({ value }) => (typeof value === "string" ? value.trim().toLowerCase() : value))
  @IsEmail()
  @MaxLength(254)
  email: string

  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  firstName: string

  @IsOptional()
  @IsString()
  @MaxLength(255)
  lastName?: string

  @IsOptional()
  @IsString()
  @MaxLength(32)
  phoneNumber?: string

  @IsOptional()
  @IsString()
  @MaxLength(2048)
  avatarUrl?: string
}

export class BulkCreateContactsDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => ContactDto)
  contacts: ContactDto[]

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(255, { each: true })
  accountIds: string[]

  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  contactType: string

  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  source: string
}
