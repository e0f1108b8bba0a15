package io.headland.server.api.subscription;

import io.headland.server.core.operationsync.NotifiedOperationStore;
import io.headland.server.core.subscription.NotificationAuthorizationStore;
import io.headland.server.core.subscription.NotificationStore;
import io.headland.server.core.subscription.Subscription;
import io.headland.server.core.subscription.SubscriptionStore;
import io.headland.server.engine.subscription.SubscribedKinds;
import io.headland.server.platform.config.HeadlandConfig.NotificationConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.crypto.Digests;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.ChangeNotification;
import io.headland.server.provider.ChangeNotifications;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.Providers;
import io.headland.server.provider.Reading;
import io.headland.server.provider.SubscriptionKind;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// `POST /provider-events/{provider}/{subscriptionKey}`: notifications of a provider. They are
/// authenticated by the values that were sent to the provider.
public final class NotificationResource implements AutoCloseable {
  /// Providers wait about five seconds: a later response would not be received.
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private static final Duration RETRY = Duration.ofSeconds(30);

  /// The form of a key; other values are not looked up.
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{24}");

  /// For the comparison if there is no expected value.
  private static final Secret NOTHING = Secret.of("a value that was never issued");

  private final Providers providers;
  private final SubscriptionStore subscriptions;
  private final NotificationAuthorizationStore authorizations;
  private final NotificationStore notifications;
  private final NotifiedOperationStore notifiedOperations;
  private final SubscribedKinds kinds;
  private final NotificationConfig config;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public NotificationResource(
      Providers providers,
      SubscriptionStore subscriptions,
      NotificationAuthorizationStore authorizations,
      NotificationStore notifications,
      NotifiedOperationStore notifiedOperations,
      SubscribedKinds kinds,
      NotificationConfig config,
      UuidGenerator ids,
      InstantSource clock) {
    this.providers = providers;
    this.subscriptions = subscriptions;
    this.authorizations = authorizations;
    this.notifications = notifications;
    this.notifiedOperations = notifiedOperations;
    this.kinds = kinds;
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes.open("POST", "/provider-events/{provider}/{subscriptionKey}", this::receive);
  }

  private Response receive(Request request) throws InterruptedException {
    byte[] body = request.bytes();
    String authorization = request.header("Authorization").orElse("");
    String provider = request.path("provider");
    String key = request.path("subscriptionKey");
    if (!KEY.matcher(key).matches()) {
      throw noResource();
    }
    Future<Response> response =
        threads.submit(() -> receive(provider, key, Secret.of(authorization), body));
    try {
      return response.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // The notification may have been stored nevertheless; storing it again has no effect.
      return Response.problem(
          Problem.of(503, "The request timed out. Send it again.").withRetryAfter(RETRY), request);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Response receive(String provider, String key, Secret authorization, byte[] body) {
    Optional<ChangeNotifications> source =
        Provider.ofWireName(provider)
            .filter(_ -> config.isOn())
            .flatMap(providers::find)
            .flatMap(ProviderAdapter::notifications);
    Optional<Subscription> found =
        Provider.ofWireName(provider).flatMap(known -> subscriptions.findByKey(known, key));
    Secret expected = found.flatMap(one -> authorizations.find(one.application())).orElse(NOTHING);
    if (!isEqual(authorization, expected) || source.isEmpty() || found.isEmpty()) {
      throw noResource();
    }
    return switch (source.get().read(new ResponseBody(body))) {
      case Reading.Unreadable(String reason) ->
          throw new ProblemException(
              Problem.of(400, "The body is not a list of events: " + reason + "."));
      case Reading.Read(List<ChangeNotification> received) -> store(found.get(), received);
    };
  }

  private Response store(Subscription subscription, List<ChangeNotification> received) {
    for (ChangeNotification notification : received) {
      if (!isEqual(notification.token(), subscription.token())) {
        throw noResource();
      }
    }
    Instant now = clock.instant();
    if (received.stream().anyMatch(ChangeNotification.Verification.class::isInstance)) {
      subscriptions.markVerified(subscription.account().owner(), subscription.key(), now);
    }
    List<ChangeNotification.Changed> changed = only(received, ChangeNotification.Changed.class);
    if (!changed.isEmpty()) {
      notifications.add(
          subscription.account(), changed, ids.next(), now, now.plus(config.debounce()));
    }
    List<ChangeNotification.OperationChanged> operations =
        only(received, ChangeNotification.OperationChanged.class);
    if (!operations.isEmpty()
        && kinds.of(subscription.account()).contains(SubscriptionKind.FIELD_OPERATION)) {
      notifiedOperations.request(subscription.account(), operations, now.plus(config.debounce()));
    }
    return Response.noContent();
  }

  private static <T extends ChangeNotification> List<T> only(
      List<ChangeNotification> received, Class<T> type) {
    return received.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// Does not disclose whether the address or the authentication is invalid.
  private static ProblemException noResource() {
    return new ProblemException(Problem.notFound("There is no resource at this path."));
  }

  /// In constant time, also with respect to the length.
  private static boolean isEqual(Secret shown, Secret expected) {
    return !expected.reveal().isEmpty()
        && MessageDigest.isEqual(Digests.sha256(shown.reveal()), Digests.sha256(expected.reveal()));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
