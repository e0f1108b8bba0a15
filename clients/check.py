"""Uses the generated Python client: lists users with credentials and reads the data of events."""

import sys
import time

import openapi_client as api

ATTEMPTS = 120


def check(holds, message):
    if not holds:
        raise SystemExit(f"python: {message}")


def events_until_synced(events_api, user):
    events, after = [], None
    for _ in range(ATTEMPTS):
        page = events_api.list_events(after=after, leaf_user_id=user, limit=100)
        found = [event.actual_instance for event in page.items]
        events += found
        after = str(page.next)
        for event in found:
            if isinstance(event, api.SyncRunEvent):
                check(event.data.sync_run_id, f"no id of the sync run: {event}")
                return events
        time.sleep(0.5)
    raise SystemExit("python: no event of a sync run was received")


def main(host, username, password, client_key, client_secret, refresh_token):
    client = api.ApiClient(api.Configuration(host=host))
    token = api.AuthenticationApi(client).authenticate(
        api.AuthenticateRequest(username=username, password=password)
    )
    client.configuration.access_token = token.id_token

    users, credentials = api.LeafUsersApi(client), api.CredentialsApi(client)
    user = users.create_leaf_user(
        api.CreateLeafUserRequest(name="Python", email="python@example.com")
    ).id
    credential = credentials.create_john_deere_credential(
        user,
        api.CreateJohnDeereCredentialRequest(
            clientKey=client_key, clientSecret=client_secret, refreshToken=refresh_token
        ),
    )

    listed = next(found for found in users.list_leaf_users(size=100) if found.id == user)
    attached = listed.john_deere_credentials
    check(attached and attached.id and attached.id == credential.id, f"credential: {listed}")
    check(attached.created_time, f"no createdTime: {attached}")
    check(credentials.list_john_deere_credential_events(user), "no events of the credential")

    events = events_until_synced(api.EventsApi(client), user)
    created = next(event for event in events if isinstance(event, api.CredentialEvent))
    check(created.data.credential_id == credential.id, f"data: {created}")
    print(f"python: {len(events)} events, credential {created.data.status}")


main(*sys.argv[1:])
