import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.api.AuthenticationApi;
import org.openapitools.client.api.CredentialsApi;
import org.openapitools.client.api.EventsApi;
import org.openapitools.client.api.LeafUsersApi;
import org.openapitools.client.model.AuthenticateRequest;
import org.openapitools.client.model.CreateJohnDeereCredentialRequest;
import org.openapitools.client.model.CreateLeafUserRequest;
import org.openapitools.client.model.CredentialEvent;
import org.openapitools.client.model.EventPageView;
import org.openapitools.client.model.EventView;
import org.openapitools.client.model.JohnDeereCredentialView;
import org.openapitools.client.model.LeafUserView;
import org.openapitools.client.model.SyncRunEvent;

/// Uses the generated Java client: lists users with credentials and reads the data of events.
public class Check {
  private static final int ATTEMPTS = 120;

  public static void main(String[] args) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(args[0]);
    String token =
        new AuthenticationApi(client)
            .authenticate(new AuthenticateRequest().username(args[1]).password(args[2]))
            .getIdToken();
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));

    UUID user =
        new LeafUsersApi(client)
            .createLeafUser(new CreateLeafUserRequest().name("Java").email("java@example.com"))
            .getId();
    JohnDeereCredentialView credential =
        new CredentialsApi(client)
            .createJohnDeereCredential(
                user,
                new CreateJohnDeereCredentialRequest()
                    .clientKey(args[3])
                    .clientSecret(args[4])
                    .refreshToken(args[5]));

    LeafUserView listed =
        new LeafUsersApi(client)
            .listLeafUsers(null, null, null, 0, 100, null, null, null).stream()
                .filter(candidate -> candidate.getId().equals(user))
                .findFirst()
                .orElseThrow();
    JohnDeereCredentialView attached = listed.getJohnDeereCredentials();
    check(attached != null && attached.getId().equals(credential.getId()), "credential: " + listed);
    check(attached.getCreatedTime() != null, "createdTime: " + attached);
    check(
        !new CredentialsApi(client).listJohnDeereCredentialEvents(user, 0, 20, null).isEmpty(),
        "no events of the credential");

    List<EventView> events = eventsUntilSynced(new EventsApi(client), user);
    CredentialEvent created =
        events.stream()
            .map(EventView::getActualInstance)
            .filter(CredentialEvent.class::isInstance)
            .map(CredentialEvent.class::cast)
            .findFirst()
            .orElseThrow();
    check(created.getData().getCredentialId().equals(credential.getId()), "data: " + created);
    System.out.println(
        "java: " + events.size() + " events, credential " + created.getData().getStatus());
  }

  private static List<EventView> eventsUntilSynced(EventsApi api, UUID user) throws Exception {
    List<EventView> events = new ArrayList<>();
    String after = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      EventPageView page = api.listEvents(after, null, user, null, 100);
      events.addAll(page.getItems());
      after = String.valueOf(page.getNext());
      for (EventView event : page.getItems()) {
        if (event.getActualInstance() instanceof SyncRunEvent run) {
          check(run.getData().getSyncRunId() != null, "data: " + run);
          return events;
        }
      }
      Thread.sleep(500);
    }
    throw new IllegalStateException("no event of a sync run was received");
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalStateException(message);
    }
  }
}
