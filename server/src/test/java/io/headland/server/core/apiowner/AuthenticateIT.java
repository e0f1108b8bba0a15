package io.headland.server.core.apiowner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.control.SettableClock;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticateIT {
  private static final String AUTHENTICATE = "/api/authenticate";
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String LOGIN =
      "{\"username\": \"%s\", \"password\": \"%s\"%s}"
          .formatted(ServerFixture.OWNER_EMAIL, ServerFixture.OWNER_PASSWORD, "%s");
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration MONTH = Duration.ofDays(30);

  private static SettableClock clock;
  private static ServerFixture server;
  private static ApiClient anonymous;

  @BeforeAll
  static void start() {
    clock = new SettableClock(Clock.systemUTC());
    server = ServerFixture.start(URI.create("http://127.0.0.1:9/"), clock, config -> config);
    anonymous = server.anonymous();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void givesTheTokenInTheBodyAndInTheHeader() {
    ApiResponse response = anonymous.post(AUTHENTICATE, LOGIN.formatted(""));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.json().propertyNames()).containsExactly("id_token");
    assertThat(response.header("Authorization"))
        .contains("Bearer " + response.json().path("id_token").stringValue());
    assertThat(anonymous.as(token(response)).get(USERS).status()).isEqualTo(200);
  }

  @Test
  void namesItsKeyInTheToken() throws ParseException {
    JWSHeader header = SignedJWT.parse(freshToken()).getHeader();

    assertThat(header.getAlgorithm()).isEqualTo(JWSAlgorithm.HS512);
    assertThat(header.getKeyID()).isNotBlank();
  }

  static List<Arguments> lifetimes() {
    return List.of(
        argumentSet("absent", "", DAY),
        argumentSet("null", ", \"rememberMe\": null", DAY),
        argumentSet("false", ", \"rememberMe\": false", DAY),
        argumentSet("\"false\"", ", \"rememberMe\": \"false\"", DAY),
        argumentSet("an empty text", ", \"rememberMe\": \"\"", DAY),
        argumentSet("true", ", \"rememberMe\": true", MONTH),
        argumentSet("\"true\"", ", \"rememberMe\": \"true\"", MONTH),
        argumentSet("\"True\", as Python writes it", ", \"rememberMe\": \"True\"", MONTH),
        argumentSet("\"FALSE\"", ", \"rememberMe\": \"FALSE\"", DAY));
  }

  @ParameterizedTest
  @MethodSource("lifetimes")
  void issuesALongLivedTokenOnlyOnRequest(String rememberMe, Duration lifetime) {
    ApiClient owner =
        anonymous.as(token(anonymous.post(AUTHENTICATE, LOGIN.formatted(rememberMe))));

    clock.advance(lifetime.minusMinutes(1));
    assertThat(owner.get(USERS).status()).isEqualTo(200);

    clock.advance(Duration.ofMinutes(2));
    assertThat(owner.get(USERS).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"perhaps\"", "1", "[true]", "{\"a\": true}"})
  void refusesToGuessWhatRememberMeMeans(String rememberMe) {
    ApiResponse response =
        anonymous.post(AUTHENTICATE, LOGIN.formatted(", \"rememberMe\": " + rememberMe));

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.wrongFields()).containsExactly("rememberMe");
    assertThat(response.body()).doesNotContain("perhaps");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(auto)", "", "not.a.token", "a b c"})
  void ignoresAStaleTokenSentBesideThePassword(String stale) {
    ApiResponse response =
        anonymous.send(
            "POST",
            AUTHENTICATE,
            BodyPublishers.ofString(LOGIN.formatted("")),
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer " + stale);

    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void answersAWrongPasswordAndAnUnknownEmailAlike() {
    String wrong = "{\"username\": \"%s\", \"password\": \"%s\"}";
    ApiResponse known =
        anonymous.post(AUTHENTICATE, wrong.formatted(ServerFixture.OWNER_EMAIL, "no"));
    ApiResponse unknown = anonymous.post(AUTHENTICATE, wrong.formatted("nobody@example.com", "no"));

    assertThat(known.status()).isEqualTo(401);
    assertThat(withoutRequestId(known)).isEqualTo(withoutRequestId(unknown));
    assertThat(known.headers().map().keySet()).isEqualTo(unknown.headers().map().keySet());
  }

  @Test
  void takesTheEmailInCapitalLettersToo() {
    assertThat(
            anonymous.post(AUTHENTICATE, LOGIN.formatted("").replace("owner@", "OWNER@")).status())
        .isEqualTo(200);
  }

  static List<Arguments> incomplete() {
    return List.of(
        argumentSet("nothing", "{}", List.of("username", "password")),
        argumentSet("no password", "{\"username\": \"a@example.com\"}", List.of("password")),
        argumentSet("no username", "{\"password\": \"4711-secret\"}", List.of("username")),
        argumentSet(
            "nulls", "{\"username\": null, \"password\": null}", List.of("username", "password")),
        argumentSet(
            "blanks", "{\"username\": \" \", \"password\": \"\"}", List.of("username", "password")),
        argumentSet(
            "other types",
            "{\"username\": [\"4711-secret\"], \"password\": {\"4711\": 4711}}",
            List.of("username", "password")),
        argumentSet(
            "a NUL character",
            "{\"username\": \"a\\u0000b\", \"password\": \"4711-secret\\u0000\"}",
            List.of("username", "password")));
  }

  @ParameterizedTest
  @MethodSource("incomplete")
  void namesEveryFieldThatIsMissing(String body, List<String> fields) {
    ApiResponse response = anonymous.post(AUTHENTICATE, body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.json().path("message").stringValue()).isEqualTo("error.validation");
    assertThat(response.wrongFields()).containsExactlyElementsOf(fields);
    assertThat(response.body()).doesNotContain("4711");
  }

  @Test
  void wantsABody() {
    assertThat(anonymous.post(AUTHENTICATE).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\": \"a\", \"password\": \"4711-secret",
        "{\"username\": \"a\", \"password\": \"4711-secret\" oops}",
        "\"4711-secret\"",
        "[\"4711-secret\"]"
      })
  void repeatsNothingOfABodyThatItCannotRead(String body) {
    ApiResponse response = anonymous.post(AUTHENTICATE, body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).doesNotContain("4711", "oops");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "application/json;charset=UTF-8",
        "text/json"
      })
  void readsJsonUnderTheFormTypeOfOldCurlSamples(String type) {
    ApiResponse response =
        anonymous.send(
            "POST",
            AUTHENTICATE,
            BodyPublishers.ofString(LOGIN.formatted("")),
            "Content-Type",
            type);

    assertThat(response.status()).isEqualTo(type.equals("text/json") ? 415 : 200);
  }

  @Test
  void doesNotMindASlashAtTheEnd() {
    assertThat(anonymous.post(AUTHENTICATE + "/", LOGIN.formatted("")).status()).isEqualTo(200);
  }

  @Test
  void rejectsATokenSignedWithAnotherKey() throws Exception {
    SignedJWT genuine = SignedJWT.parse(freshToken());
    byte[] otherKey = new byte[64];
    Arrays.fill(otherKey, (byte) 7);

    assertThat(statusWith(signed(genuine.getHeader(), genuine.getJWTClaimsSet(), otherKey)))
        .isEqualTo(401);
    assertThat(
            statusWith(
                signed(new JWSHeader(JWSAlgorithm.HS512), genuine.getJWTClaimsSet(), otherKey)))
        .isEqualTo(401);
    assertThat(statusWith(new PlainJWT(genuine.getJWTClaimsSet()).serialize())).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "", "\u0000", "' or 1=1 --", "\ud83d\ude9c"})
  void refusesATokenOfAKeyThatItDoesNotHave(String keyId) throws Exception {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS512).keyID(keyId).build();
    JWTClaimsSet claims = SignedJWT.parse(freshToken()).getJWTClaimsSet();

    assertThat(statusWith(signed(header, claims, new byte[64]))).isEqualTo(401);
  }

  @Test
  void rejectsAChangedToken() {
    String token = freshToken();
    for (int part = 0; part < 3; part++) {
      String[] parts = token.split("\\.");
      char first = parts[part].charAt(4);
      parts[part] =
          parts[part].substring(0, 4) + (first == 'A' ? 'B' : 'A') + parts[part].substring(5);

      assertThat(statusWith(String.join(".", parts))).as("part " + part).isEqualTo(401);
    }
  }

  /// A lenient decoder of Base64 would decode each of them to the same signature.
  @ParameterizedTest
  @ValueSource(strings = {"=", "==", "!", "%", "\u00e9", "."})
  void refusesASecondTextOfTheSameSignature(String suffix) {
    String token = freshToken();

    assertThat(statusWith(token + suffix)).isEqualTo(401);
  }

  @Test
  void refusesUnusedBitsInTheLastCharacterOfASignature() {
    String token = freshToken();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));

    assertThat(last % 16).isZero();
    assertThat(statusWith(token.substring(0, token.length() - 1) + alphabet.charAt(last + 1)))
        .isEqualTo(401);
  }

  @Test
  void aNewPasswordInvalidatesEarlierTokensOnEveryNode() {
    ApiClient first = server.newOwner("new-password@example.com");
    ApiClient other = ApiClient.of(server.startNode().baseUri()).as(first.token());
    ApiClient bystander = server.owner();
    assertThat(other.get(USERS).status()).isEqualTo(200);

    ApiClient second = server.newOwner("new-password@example.com");
    clock.advance(TokenGenerations.EXPIRY);

    assertThat(first.get(USERS).status()).isEqualTo(401);
    assertThat(other.get(USERS).status()).isEqualTo(401);
    assertThat(second.get(USERS).status()).isEqualTo(200);
    assertThat(bystander.get(USERS).status()).isEqualTo(200);
  }

  @Test
  void revokedTokensAreInvalidAndThePasswordIsNot() {
    ApiClient first = server.newOwner("revoked@example.com");

    assertThat(new ApiOwnerStore(server.jdbi()).revokeTokens("REVOKED@example.com")).isTrue();
    clock.advance(TokenGenerations.EXPIRY);

    assertThat(first.get(USERS).status()).isEqualTo(401);
    assertThat(
            anonymous
                .signIn("revoked@example.com", ServerFixture.OWNER_PASSWORD)
                .get(USERS)
                .status())
        .isEqualTo(200);
  }

  @Test
  void isUnderstoodByEveryNodeOverTheSameDatabase() {
    ApiClient other = ApiClient.of(server.startNode().baseUri());

    assertThat(other.as(freshToken()).get(USERS).status()).isEqualTo(200);
    assertThat(statusWith(token(other.post(AUTHENTICATE, LOGIN.formatted(""))))).isEqualTo(200);
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, byte[] key)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(new MACSigner(key));
    return token.serialize();
  }

  private static int statusWith(String token) {
    return anonymous.as(token).get(USERS).status();
  }

  private static String freshToken() {
    return token(anonymous.post(AUTHENTICATE, LOGIN.formatted("")));
  }

  private static String token(ApiResponse response) {
    return response.json().path("id_token").stringValue();
  }

  private static String withoutRequestId(ApiResponse response) {
    return response.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
  }
}
