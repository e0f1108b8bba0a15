package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.Secret;
import io.headland.server.provider.AdditionalReads;
import io.headland.server.provider.AssetKind;
import io.headland.server.provider.CodeExchange;
import io.headland.server.provider.Consent;
import io.headland.server.provider.ConsentCode;
import io.headland.server.provider.ConsentRequest;
import io.headland.server.provider.ProviderApplication;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderFailure;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JohnDeereConsentTest {
  private static final URI BACK = URI.create("https://farm.example.com/connect/callback");
  private static final ProviderCredential KEYS =
      new ProviderCredential(
          Map.of("clientKey", "0oa key"), Map.of("clientSecret", Secret.of("s")));

  private final ScriptedDeere deere = ScriptedDeere.start();
  private final Consent consent = deere.adapter().consent().orElseThrow();

  @AfterEach
  void close() {
    deere.close();
  }

  @Test
  void asksForWhatHeadlandNeedsAndALastingGrant() {
    assertThat(signIn(List.of()))
        .contains("response_type=code", "client_id=0oa%20key", "scope=ag1%20offline_access")
        .contains("state=st", "code_challenge=ch", "code_challenge_method=S256")
        .contains("redirect_uri=https%3A%2F%2Ffarm.example.com%2Fconnect%2Fcallback");
  }

  @Test
  void asksForTheScopesOfWhatIsReadAlthoughTheApplicationDoesNotListThem() {
    AdditionalReads reads =
        new AdditionalReads(true, Set.of(AssetKind.IMPLEMENT, AssetKind.OPERATOR));

    assertThat(signIn(List.of(), Optional.of(reads)))
        .contains("scope=ag1%20ag2%20eq1%20offline_access");
    assertThat(signIn(List.of("ag3", "eq2", "org1"), Optional.of(reads)))
        .contains("scope=ag3%20eq2%20org1%20offline_access");
    assertThat(signIn(List.of("org1"), Optional.of(AdditionalReads.NONE)))
        .contains("scope=org1%20ag1%20offline_access");
  }

  @Test
  void asksForTheScopesOfTheApplicationAndForOfflineAccessOnce() {
    assertThat(signIn(List.of("offline_access", "ag2", "org1")))
        .contains("scope=ag2%20org1%20offline_access");
  }

  @Test
  void leadsToThePageOfTheOrganizationsLinkAndToItsOwnWhereThereIsNone() {
    ProviderApplication application = new ProviderApplication(KEYS, List.of());

    assertThat(
            consent.connectionPage(
                application, "https://connections.deere.com/connections/k/dialog?orgId=1", BACK))
        .asString()
        .startsWith("https://connections.deere.com/connections/k/dialog?orgId=1&redirect_uri=http");
    for (String none :
        new String[] {
          "",
          "javascript:alert(1)",
          "not an address",
          "https://evil.example/connections/k/dialog?orgId=1",
          "https://deere.com.evil.example/connections",
          "https://evildeere.com/connections",
          "https://connections.deere.com@evil.example/",
          "http://connections.deere.com/connections"
        }) {
      assertThat(consent.connectionPage(application, none, BACK))
          .asString()
          .contains("/connections/0oa%20key/select-organizations?redirect_uri=http");
    }
  }

  @Test
  void knowsItsOwnPages() {
    assertThat(consent.isOwnPage(URI.create("https://equipmentplus.deere.com/terms"))).isTrue();
    assertThat(consent.isOwnPage(URI.create("https://signin.johndeere.com/"))).isTrue();
    assertThat(consent.isOwnPage(URI.create("https://evil.example/terms"))).isFalse();
    assertThat(consent.isOwnPage(URI.create("/terms"))).isFalse();
  }

  @Test
  void exchangesACodeForAGrant() throws InterruptedException {
    deere.tokens().then(200, "{\"access_token\": \"a\", \"refresh_token\": \"r\"}");

    assertThat(exchange()).isEqualTo(new CodeExchange.Granted(Secret.of("r")));
  }

  @Test
  void saysWhatBecameOfACodeThatGivesNoGrant() throws InterruptedException {
    deere.tokens().then(200, "{\"access_token\": \"a\"}");
    assertThat(exchange()).isEqualTo(new CodeExchange.Refused("no_refresh_token"));

    deere.tokens().then(400, "{\"error\": \"invalid_grant\"}");
    assertThat(exchange()).isEqualTo(new CodeExchange.Refused("invalid_grant"));

    deere.tokens().then(503, "");
    assertThat(exchange())
        .isInstanceOfSatisfying(
            CodeExchange.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ProviderFailure.Unavailable.class));
  }

  private String signIn(List<String> scopes) {
    return signIn(scopes, Optional.empty());
  }

  private String signIn(List<String> scopes, Optional<AdditionalReads> reads) {
    return consent
        .signInPage(
            new ProviderApplication(KEYS, scopes), new ConsentRequest(BACK, "st", "ch", reads))
        .toString();
  }

  private CodeExchange exchange() throws InterruptedException {
    return consent.exchange(
        new ProviderApplication(KEYS, List.of()),
        new ConsentCode(Secret.of("c"), Secret.of("v"), BACK),
        _ -> {});
  }
}
