package io.headland.server.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headland.server.config.NoticeConfig;
import io.headland.server.config.Secret;
import io.headland.server.http.Answer;
import io.headland.server.http.Call;
import io.headland.server.http.Problem;
import io.headland.server.http.ProblemException;
import io.headland.server.http.Routes;
import io.headland.server.id.IdMinter;
import io.headland.server.provider.ChangeNotice;
import io.headland.server.provider.ChangeNotices;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.Providers;
import io.headland.server.provider.Reading;
import io.headland.server.upstream.AnswerBody;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

/// `POST /provider-events/{provider}/{subscriptionKey}`: what a provider tells of changes. It has
/// no token of ours; what it shows instead is what we gave it.
final class NoticeResource implements AutoCloseable {
  /// Providers wait about five seconds: better no answer that late than one that is not theirs.
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private static final Duration RETRY = Duration.ofSeconds(30);

  /// What a key can look like; nobody is asked about anything else.
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{24}");

  /// Compared with where there is nothing to compare with.
  private static final Secret NOTHING = Secret.of("nothing that anybody was given");

  private final Providers providers;
  private final SubscriptionStore subscriptions;
  private final NoticeAuthorizationStore authorizations;
  private final NoticeStore notices;
  private final NoticeConfig config;
  private final IdMinter ids;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  NoticeResource(
      Providers providers,
      SubscriptionStore subscriptions,
      NoticeAuthorizationStore authorizations,
      NoticeStore notices,
      NoticeConfig config,
      IdMinter ids,
      InstantSource clock) {
    this.providers = providers;
    this.subscriptions = subscriptions;
    this.authorizations = authorizations;
    this.notices = notices;
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  void addTo(Routes routes) {
    routes.open("POST", "/provider-events/{provider}/{subscriptionKey}", this::receive);
  }

  private Answer receive(Call call) throws InterruptedException {
    byte[] body = call.bytes();
    String authorization = call.header("Authorization").orElse("");
    String provider = call.path("provider");
    String key = call.path("subscriptionKey");
    if (!KEY.matcher(key).matches()) {
      throw nothingHere();
    }
    Future<Answer> answer =
        threads.submit(() -> receive(provider, key, Secret.of(authorization), body));
    try {
      return answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // It may be kept all the same; what comes again is the same notice.
      return Answer.problem(
          Problem.of(503, "This takes too long. Send it again.").withRetryAfter(RETRY), call);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Answer receive(String provider, String key, Secret authorization, byte[] body) {
    Optional<ChangeNotices> source =
        Provider.ofWireName(provider)
            .filter(_ -> config.isOn())
            .flatMap(providers::find)
            .flatMap(ProviderAdapter::notices);
    Optional<Subscription> found =
        Provider.ofWireName(provider).flatMap(known -> subscriptions.findByKey(known, key));
    Secret expected = found.flatMap(one -> authorizations.find(one.application())).orElse(NOTHING);
    if (!isEqual(authorization, expected) || source.isEmpty() || found.isEmpty()) {
      throw nothingHere();
    }
    return switch (source.get().read(new AnswerBody(body))) {
      case Reading.Unreadable(String why) ->
          throw new ProblemException(
              Problem.of(400, "The body is no list of events: " + why + "."));
      case Reading.Read(List<ChangeNotice> told) -> keep(found.get(), told);
    };
  }

  private Answer keep(Subscription subscription, List<ChangeNotice> told) {
    for (ChangeNotice notice : told) {
      if (!isEqual(notice.token(), subscription.token())) {
        throw nothingHere();
      }
    }
    Instant now = clock.instant();
    if (told.stream().anyMatch(ChangeNotice.Verification.class::isInstance)) {
      subscriptions.markVerified(subscription.account().owner(), subscription.key(), now);
    }
    List<ChangeNotice.Changed> changed =
        told.stream()
            .filter(ChangeNotice.Changed.class::isInstance)
            .map(ChangeNotice.Changed.class::cast)
            .toList();
    if (!changed.isEmpty()) {
      notices.add(subscription.account(), changed, ids.mint(), now, now.plus(config.debounce()));
    }
    return Answer.noContent();
  }

  /// Says neither that the address is right nor that what was shown is wrong.
  private static ProblemException nothingHere() {
    return new ProblemException(Problem.notFound("There is nothing at this path."));
  }

  /// In a time that does not tell how much of it was right, nor how long it should be.
  private static boolean isEqual(Secret shown, Secret expected) {
    return !expected.reveal().isEmpty() && MessageDigest.isEqual(digest(shown), digest(expected));
  }

  private static byte[] digest(Secret secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.reveal().getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
