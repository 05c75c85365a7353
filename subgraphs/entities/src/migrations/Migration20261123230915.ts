import { Migration } from '@mikro-orm/migrations';

export class Migration20261123230915 extends Migration {

  override name = 'Migration20261123230915';

  override up(): void | Promise<void> {
    this.addSql(`alter table "model" drop constraint "model_format_check";`);
    this.addSql(`alter table "model" add constraint "model_format_check" check ("format" in ('SAFETENSORS', 'GGUF', 'PEFT'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "model" drop constraint "model_format_check";`);
    this.addSql(`alter table "model" add constraint "model_format_check" check ("format" in ('SAFETENSORS', 'PEFT'));`);
  }

}
