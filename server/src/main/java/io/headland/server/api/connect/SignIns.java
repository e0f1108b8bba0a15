package io.headland.server.api.connect;

import io.headland.server.api.credential.NewCredentials;
import io.headland.server.core.configuration.AdditionalReading;
import io.headland.server.core.connect.AppKey;
import io.headland.server.core.connect.AppKeyStore;
import io.headland.server.core.connect.ConnectSession;
import io.headland.server.core.connect.ConnectSessionStore;
import io.headland.server.core.connect.LinkToken;
import io.headland.server.core.connect.MagicLink;
import io.headland.server.core.connect.MagicLinkStore;
import io.headland.server.core.connect.OpenConnectSession;
import io.headland.server.core.connect.SignInStore;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.Request;
import io.headland.server.provider.AdditionalReads;
import io.headland.server.provider.CallMeter;
import io.headland.server.provider.CodeExchange;
import io.headland.server.provider.ConsentCode;
import io.headland.server.provider.ConsentRequest;
import io.headland.server.provider.CredentialField;
import io.headland.server.provider.Provider;
import io.headland.server.usecase.credential.StoreCredential.Stored;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Sends a grower to a provider's sign-in, and creates the credential from the result.
public final class SignIns {
  /// The field of a credential for the refresh token of a grant.
  private static final String REFRESH_TOKEN = "refreshToken";

  /// The field of a credential for the environment of the app key.
  private static final String ENVIRONMENT = "clientEnvironment";

  private final AppKeyStore keys;
  private final MagicLinkStore links;
  private final ConnectSessionStore connectSessions;
  private final SignInStore signIns;
  private final NewCredentials credentials;
  private final AdditionalReading reading;
  private final ConnectAddress address;
  private final CallMeter meter;
  private final InstantSource clock;
  private final RandomGenerator random;

  public SignIns(
      AppKeyStore keys,
      MagicLinkStore links,
      ConnectSessionStore connectSessions,
      SignInStore signIns,
      NewCredentials credentials,
      AdditionalReading reading,
      ConnectAddress address,
      CallMeter meter,
      InstantSource clock,
      RandomGenerator random) {
    this.keys = keys;
    this.links = links;
    this.connectSessions = connectSessions;
    this.signIns = signIns;
    this.credentials = credentials;
    this.reading = reading;
    this.address = address;
    this.meter = meter;
    this.clock = clock;
    this.random = random;
  }

  /// The result of a code.
  sealed interface End {
    /// The credential was stored; its status is the result of the verification.
    record Connected() implements End {}

    /// The link has no use left.
    record UsedUp() implements End {}

    /// The link, its Leaf user or its app key was deleted meanwhile.
    record Gone() implements End {}

    /// The provider rejects the code.
    record CodeRefused() implements End {}

    /// The provider rejects the application.
    record ApplicationRefused(String error) implements End {}

    record Unavailable() implements End {}
  }

  /// The address of the sign-in, with the scopes of the app key and those that the configuration of
  /// the Leaf user requires; empty when the link's app key was deleted.
  Optional<URI> begin(OpenConnectSession connectSession, Request request) {
    AccountKey account = connectSession.account();
    return begin(
        connectSession,
        request,
        Optional.of(reading.of(account.owner(), account.leafUser(), account.provider())));
  }

  /// The same with the scopes of the app key alone: a provider rejects a request with a scope for
  /// which the application has no permission.
  Optional<URI> beginWithScopesOfKey(OpenConnectSession connectSession, Request request) {
    return begin(connectSession, request, Optional.empty());
  }

  private Optional<URI> begin(
      OpenConnectSession connectSession, Request request, Optional<AdditionalReads> reads) {
    return findKey(connectSession)
        .map(
            key -> {
              Secret state = LinkToken.generate(random);
              Secret verifier = LinkToken.generate(random);
              ConsentRequest consent =
                  new ConsentRequest(
                      address.callback(request),
                      state.reveal(),
                      LinkToken.challenge(verifier.reveal()),
                      reads);
              URI page = connectSession.consent().signInPage(key.application(), consent);
              boolean extended =
                  !page.equals(
                      connectSession
                          .consent()
                          .signInPage(key.application(), consent.withScopesOfApplication()));
              ConnectSession of = connectSession.connectSession();
              signIns.insert(
                  of.owner(), of.id(), LinkToken.hash(state), verifier, extended, clock.instant());
              return page;
            });
  }

  /// Exchanges a code. A use of the link is counted first, and returned when the exchange fails.
  End finish(OpenConnectSession connectSession, Secret code, Secret verifier, Request request)
      throws InterruptedException {
    Optional<AppKey> key = findKey(connectSession);
    if (key.isEmpty()) {
      return new End.Gone();
    }
    MagicLink link = connectSession.link();
    if (!links.use(connectSession.connectSession().owner(), link.id())) {
      return new End.UsedUp();
    }
    boolean connected = false;
    try {
      End end =
          exchange(
              connectSession,
              key.get(),
              new ConsentCode(code, verifier, address.callback(request)));
      connected = end instanceof End.Connected;
      return end;
    } finally {
      if (!connected) {
        links.releaseUse(connectSession.connectSession().owner(), link.id());
      }
    }
  }

  private End exchange(OpenConnectSession connectSession, AppKey key, ConsentCode code)
      throws InterruptedException {
    Provider provider = connectSession.connectSession().provider();
    CodeExchange exchange =
        connectSession
            .consent()
            .exchange(key.application(), code, request -> meter.count(provider, request));
    return switch (exchange) {
      case CodeExchange.Granted(Secret refreshToken) -> store(connectSession, key, refreshToken);
      case CodeExchange.Refused(String error) when error.equals("invalid_grant") ->
          new End.CodeRefused();
      case CodeExchange.Refused(String error) -> new End.ApplicationRefused(error);
      case CodeExchange.Failed _ -> new End.Unavailable();
    };
  }

  /// As for a posted credential. An earlier one is replaced regardless of the setting, because the
  /// grower has just signed in.
  private End store(OpenConnectSession connectSession, AppKey key, Secret refreshToken)
      throws InterruptedException {
    Map<String, String> settings = new TreeMap<>();
    Map<String, Secret> secrets = new TreeMap<>();
    for (CredentialField field :
        connectSession.connectSession().provider().credentialShape().fields()) {
      String name = field.name();
      if (name.equals(REFRESH_TOKEN)) {
        secrets.put(name, refreshToken);
      } else if (name.equals(ENVIRONMENT)) {
        settings.put(name, key.name().clientEnvironment());
      } else if (field.secret()) {
        secrets.put(name, key.application().keys().secret(name));
      } else {
        settings.put(name, key.application().keys().setting(name));
      }
    }
    if (credentials.add(connectSession.account(), settings, secrets, true) != Stored.CREATED) {
      return new End.Gone();
    }
    connectSessions.connected(
        connectSession.connectSession().owner(),
        connectSession.connectSession().id(),
        clock.instant());
    return new End.Connected();
  }

  /// The address of the provider's connection page; empty when the link's app key was deleted.
  Optional<URI> connectionPage(
      OpenConnectSession connectSession, String managementUri, Request request) {
    return findKey(connectSession)
        .map(
            key ->
                connectSession
                    .consent()
                    .connectionPage(key.application(), managementUri, address.callback(request)));
  }

  private Optional<AppKey> findKey(OpenConnectSession connectSession) {
    return connectSession
        .link()
        .keyFor(connectSession.connectSession().provider())
        .flatMap(name -> keys.find(connectSession.connectSession().owner(), name));
  }
}
