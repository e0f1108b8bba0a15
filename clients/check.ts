// Uses the generated TypeScript client: lists users with credentials and reads the data of events.
import {
  AuthenticationApi, Configuration, CredentialsApi, EventsApi, type EventView, LeafUsersApi,
} from './client/index';

const [basePath, username, password, clientKey, clientSecret, refreshToken] = process.argv.slice(2) as
  [string, string, string, string, string, string];
const attempts = 120;

function check(holds: unknown, message: string, value?: unknown): asserts holds {
  if (!holds) throw new Error(`${message}: ${JSON.stringify(value)}`);
}

async function eventsUntilSynced(api: EventsApi, leafUserId: string): Promise<EventView[]> {
  const events: EventView[] = [];
  let after: string | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const page = await api.listEvents({ after, leafUserId, limit: 100 });
    events.push(...page.items);
    after = String(page.next);
    for (const event of page.items) {
      if (event.type === 'sync_run.succeeded') {
        check(event.data.syncRunId, 'no id of the sync run', event);
        return events;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('no event of a sync run was received');
}

async function main(): Promise<void> {
  const { idToken } = await new AuthenticationApi(new Configuration({ basePath })).authenticate({
    authenticateRequest: { username, password },
  });
  const configuration = new Configuration({ basePath, accessToken: idToken });
  const users = new LeafUsersApi(configuration);
  const credentials = new CredentialsApi(configuration);
  const { id: leafUserId } = await users.createLeafUser({
    createLeafUserRequest: { name: 'TypeScript', email: 'typescript@example.com' },
  });
  const credential = await credentials.createJohnDeereCredential({
    leafUserId, createJohnDeereCredentialRequest: { clientKey, clientSecret, refreshToken },
  });

  const listed = (await users.listLeafUsers({ size: 100 })).find((user) => user.id === leafUserId);
  check(listed?.johnDeereCredentials?.id && listed.johnDeereCredentials.id === credential.id, 'credential', listed);
  check(listed.johnDeereCredentials.createdTime, 'no createdTime', listed);
  check((await credentials.listJohnDeereCredentialEvents({ leafUserId })).length > 0, 'no events of the credential');

  const events = await eventsUntilSynced(new EventsApi(configuration), leafUserId);
  for (const event of events) check(event.data, 'no data', event);
  const created = events.find((event) => event.type === 'credential.created');
  check(created?.data.credentialId && created.data.credentialId === credential.id, 'data', created);
  console.log(`typescript: ${events.length} events, credential ${created.data.status}`);
}

main().catch((failure) => {
  console.error(failure);
  process.exit(1);
});
