import { randomBytes } from 'node:crypto';
import { createClient } from '../cli/client/client/index.ts';
import { confirm, login, register } from '../cli/client/index.ts';
import * as z from 'zod';

export interface DemoAccount {
  readonly email: string;
  readonly password: string;
}

const Messages = z.object({ messages: z.record(z.string(), z.array(z.object({ To: z.array(z.string()), BodyText: z.string() }))) });

/** The emulator keeps the mails that the user pool sends. @returns the last code that went to an address */
export const mailedCode = async (emulator: string, email: string): Promise<string> => {
  const { messages } = Messages.parse(await (await fetch(`${emulator}/_ministack/ses/messages`)).json());
  const codes = Object.values(messages)
    .flat()
    .filter(mail => mail.To.includes(email))
    .flatMap(mail => /\b\d{6}\b/.exec(mail.BodyText)?.[0] ?? []);
  const code = codes.at(-1);
  if (code === undefined) throw new Error(`No code was mailed to ${email}.`);
  return code;
};

/** @returns an account nobody has used: registered, confirmed and logged in once, through the API like any other */
export const createAccount = async (apiUrl: string, emulator: string, email: string): Promise<DemoAccount> => {
  const client = createClient({ baseUrl: apiUrl });
  const account = { email, password: `Cw1${randomBytes(18).toString('base64url')}` };
  const registered = await register({ client, body: account });
  if (registered.error !== undefined) throw new Error(`The account ${email} could not be registered: ${JSON.stringify(registered.error)}`);
  const confirmed = await confirm({ client, body: { email, code: await mailedCode(emulator, email) } });
  if (confirmed.error !== undefined) throw new Error(`The account ${email} could not be confirmed: ${confirmed.error.title}`);
  return account;
};

/** @param known the account of an earlier run, where the stage kept its users */
export const demoAccount = async (apiUrl: string, emulator: string, known: DemoAccount | null): Promise<DemoAccount> => {
  if (known !== null) {
    const again = await login({ client: createClient({ baseUrl: apiUrl }), body: { ...known } });
    if (again.data !== undefined) return known;
  }
  return createAccount(apiUrl, emulator, `demo-${randomBytes(4).toString('hex')}@cutaway.example`);
};
