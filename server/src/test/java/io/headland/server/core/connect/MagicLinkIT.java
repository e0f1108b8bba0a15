package io.headland.server.core.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MagicLinkIT {
  private static final String KEYS = "/services/usermanagement/api/app-keys/";
  private static final String LINKS = "/services/widgets/api/magic-link/";
  private static final String USERS = "/services/usermanagement/api/users";

  private static ServerFixture server;
  private static ApiClient api;
  private static String leafUser;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    api = server.owner();
    api.post(KEYS + "JohnDeere/acme", "{\"clientKey\": \"k\", \"clientSecret\": \"s\"}");
    leafUser = api.post(USERS, "{\"name\": \"Jane\", \"email\": \"jane@example.com\"}").id();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void isMadeForALeafUserWithTheOnlyAppKey() {
    ApiResponse made = api.post(ofLeafUser("provider"), "{}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("leafUserId").stringValue()).isEqualTo(leafUser);
    assertThat(made.json().path("link").stringValue()).startsWith(server.baseUri() + "/connect/");
    ApiResponse read = api.get(LINKS + "provider/" + made.id());
    assertThat(read.json().path("widget").stringValue()).isEqualTo("PROVIDER");
    assertThat(read.json().at("/allowedProviders/0").stringValue()).isEqualTo("JohnDeere");
    assertThat(read.json().path("maxUsage").intValue()).isEqualTo(3);
    assertThat(read.json().path("usageCount").intValue()).isZero();
    assertThat(read.json().at("/settings/backgroundColor").stringValue()).isEqualTo("#F5F5F5");
    assertThat(api.get(LINKS + "provider").texts("id")).contains(made.id());
    assertThat(api.get(LINKS + "authentication/" + made.id()).errorKey())
        .isEqualTo("magicLinkNotFound");
  }

  @Test
  void isGoodForAQuarterOfAnHourUnlessItSaysOtherwise() {
    Instant created = time(api.post(ofLeafUser("provider"), "{}"));
    Instant later = time(api.post(ofLeafUser("provider"), "{\"expiresIn\": \"31536000\"}"));

    assertThat(created).isBetween(Instant.now().plusSeconds(880), Instant.now().plusSeconds(900));
    assertThat(later).isAfter(Instant.now().plusSeconds(364L * 24 * 3600));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"expiresIn": 899}                                      | expiresIn
          {"expiresIn": 31536001}                                 | expiresIn
          {"expiresIn": "soon"}                                   | expiresIn
          {"expiresIn": 900.5}                                    | expiresIn
          {"allowedProviders": "JohnDeere"}                       | allowedProviders
          {"settings": {"backgroundColor": "red"}}                | settings.backgroundColor
          {"settings": {"backgroundColor": "#12345g"}}            | settings.backgroundColor
          {"settings": {"companyLogo": "ftp://example.com/a"}}    | settings.companyLogo
          {"settings": {"companyLogo": "https://a b/logo.png"}}   | settings.companyLogo
          {"settings": {"headerImage": "javascript:alert(1)"}}    | settings.headerImage
          {"settings": {"headerImage": "https://u:p@a.example/"}} | settings.headerImage
          {"settings": {"showLeafUserName": "perhaps"}}           | settings.showLeafUserName
          {"settings": "none"}                                    | settings
          """)
  void namesWhatDoesNotHold(String body, String field) {
    ApiResponse response = api.post(ofLeafUser("provider"), body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.wrongFields()).containsExactly(field);
  }

  @Test
  void needsAProviderForTheKindThatHasOne() {
    assertThat(api.post(ofLeafUser("authentication"), "{}").wrongFields())
        .containsExactly("provider");
    ApiResponse made = api.post(ofLeafUser("authentication"), "{\"provider\": \"JohnDeere\"}");
    assertThat(api.get(LINKS + "authentication/" + made.id()).json().path("provider").stringValue())
        .isEqualTo("JohnDeere");
  }

  @Test
  void saysWhichAppKeyIsMissingOrNotClear() {
    ApiClient other = server.newOwner("several-keys@example.com");
    String body = "{\"externalId\": \"g-1\", \"provider\": \"JohnDeere\"%s}";

    assertThat(other.post(LINKS + "authentication", body.formatted("")).errorKey())
        .isEqualTo("appKeyMissing");
    assertThat(other.post(LINKS + "provider", "{\"externalId\": \"g-1\"}").errorKey())
        .isEqualTo("appKeyMissing");
    for (String environment : new String[] {"STAGE", "PRODUCTION"}) {
      other.post(
          KEYS + "JohnDeere/acme/" + environment,
          "{\"clientKey\": \"k\", \"clientSecret\": \"s\"}");
    }
    assertThat(other.post(LINKS + "authentication", body.formatted("")).errorKey())
        .isEqualTo("appKeyAmbiguous");
    assertThat(
            other
                .post(
                    LINKS + "authentication",
                    body.formatted(", \"appName\": \"acme\", \"clientEnvironment\": \"STAGE\""))
                .status())
        .isEqualTo(201);
    assertThat(other.get(USERS).total()).isEqualTo(1);
  }

  @Test
  void makesTheLeafUserOnceAndTakesItAgain() {
    String body = "{\"externalId\": \"grower-4711\", \"provider\": \"JohnDeere\"}";

    String first = leafUserOf(api.post(LINKS + "authentication", body));
    String again = leafUserOf(api.post(LINKS + "authentication", body));

    assertThat(again).isEqualTo(first);
    assertThat(api.get(USERS + "/" + first).json().path("name").stringValue())
        .isEqualTo("grower-4711");
    assertThat(api.post(LINKS + "authentication", "{\"provider\": \"JohnDeere\"}").wrongFields())
        .containsExactly("externalId");
  }

  @Test
  void isForNoFilesAndNoOtherProvider() {
    assertThat(api.post(LINKS + "file-upload", "{}").errorKey())
        .isEqualTo("fileUploadNotSupported");
    assertThat(api.get(LINKS + "file-upload").errorKey()).isEqualTo("fileUploadNotSupported");
    for (String provider : new String[] {"ClimateFieldView", "Nobody"}) {
      assertThat(
              api.post(ofLeafUser("provider"), "{\"allowedProviders\": [\"" + provider + "\"]}")
                  .errorKey())
          .isEqualTo("providerNotSupported");
    }
    assertThat(
            api.post(ofLeafUser("provider"), "{\"allowedProviders\": [\"JohnDeere\", \"Nobody\"]}")
                .errorKey())
        .isEqualTo("providerNotSupported");
    assertThat(api.post(ofLeafUser("authentication"), "{\"provider\": \"CNHI\"}").errorKey())
        .isEqualTo("providerNotSupported");
    assertThat(api.get(LINKS + "elsewhere").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"allowedProviders\": [\"All\"]}",
        "{\"allowedProviders\": \"All\"}",
        "{\"allowedProviders\": [\"All\", \"CNHI\"]}",
        "{\"allowedProviders\": []}",
        "{\"allowedProviders\": null}"
      })
  void offersEveryProviderThatHasAnAppKey(String body) {
    ApiResponse made = api.post(ofLeafUser("provider"), body);

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().has("warnings")).isFalse();
    assertThat(allowedProviders(made)).containsExactly("JohnDeere");
  }

  @Test
  void leavesOutProvidersThatCannotBeConnectedAndWarns() {
    ApiResponse made =
        api.post(
            ofLeafUser("provider"),
            """
            {"allowedProviders": ["CNHI", "JohnDeere", "ClimateFieldView", "AgLeader", "Trimble"]}
            """);

    assertThat(allowedProviders(made)).containsExactly("JohnDeere");
    assertThat(made.json().path("warnings").valueStream())
        .allMatch(warning -> warning.path("code").stringValue().equals("providerNotOffered"))
        .extracting(warning -> warning.path("detail").stringValue())
        .satisfiesExactly(
            detail -> assertThat(detail).contains("CNHI"),
            detail -> assertThat(detail).contains("ClimateFieldView"),
            detail -> assertThat(detail).contains("AgLeader"),
            detail -> assertThat(detail).contains("Trimble"));
  }

  @Test
  void takesHttpAddressesOfImagesAndWarns() {
    ApiResponse made =
        api.post(
            ofLeafUser("provider"),
            """
            {"settings": {"companyLogo": "http://example.com/a.png", "disconnectedEnabled": "true",
                          "headerImage": "https://example.com/b.png"}}
            """);

    ApiResponse read = api.get(LINKS + "provider/" + made.id());
    assertThat(read.json().at("/settings/companyLogo").stringValue())
        .isEqualTo("http://example.com/a.png");
    assertThat(read.json().at("/settings/disconnectEnabled").booleanValue()).isTrue();
    for (ApiResponse response : new ApiResponse[] {made, read}) {
      assertThat(response.json().path("warnings").valueStream())
          .singleElement()
          .satisfies(
              warning -> {
                assertThat(warning.path("code").stringValue()).isEqualTo("imageNotSecure");
                assertThat(warning.path("detail").stringValue()).contains("companyLogo");
              });
    }
  }

  @Test
  void keepsNoTokenAnywhere() {
    String link = api.post(ofLeafUser("provider"), "{}").json().path("link").stringValue();
    String token = link.substring(link.lastIndexOf('/') + 1);

    assertThat(token).hasSize(43);
    String stored =
        server
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("select string_agg(magic_link::text, ' ') from magic_link")
                        .mapTo(String.class)
                        .one());
    assertThat(stored).isNotEmpty().doesNotContain(token);
  }

  @Test
  void isWithdrawn() {
    String id = api.post(ofLeafUser("provider"), "{}").id();

    assertThat(api.delete(LINKS + "provider/" + id).status()).isEqualTo(204);
    assertThat(api.delete(LINKS + "provider/" + id).errorKey()).isEqualTo("magicLinkNotFound");
    assertThat(api.get(LINKS + "provider/" + id).errorKey()).isEqualTo("magicLinkNotFound");
  }

  private static String ofLeafUser(String kind) {
    return LINKS + "users/" + leafUser + "/" + kind;
  }

  private static List<String> allowedProviders(ApiResponse made) {
    return api.get(LINKS + "provider/" + made.id())
        .json()
        .path("allowedProviders")
        .valueStream()
        .map(provider -> provider.stringValue())
        .toList();
  }

  private static String leafUserOf(ApiResponse made) {
    return made.json().path("leafUserId").stringValue();
  }

  private static Instant time(ApiResponse made) {
    return Instant.parse(made.json().path("expiresAt").stringValue());
  }
}
