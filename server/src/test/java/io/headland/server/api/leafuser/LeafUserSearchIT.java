package io.headland.server.api.leafuser;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Search for Leaf users by the beginnings of words.
final class LeafUserSearchIT {
  private static ServerFixture server;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    api = server.owner();
    add(api, "Jane Smith", "jane@acres.example", "grower-17");
    add(api, "John Smithers", "john.smithers@acres.example", "grower-18");
    add(api, "O'Brien Land & Cattle", "office@obrien.example", "C:4711/a");
    add(server.newOwner("other@example.com"), "Jane Smith", "jane@other.example", "grower-17");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "smith,           'Jane Smith,John Smithers'",
    "SMITHE,          'John Smithers'",
    "jane smi,        'Jane Smith'",
    "smi jane,        'Jane Smith'",
    "jane@acr,        'Jane Smith'",
    "grower-1,        'Jane Smith,John Smithers'",
    "grower-17,       'Jane Smith'",
    "4711,            'O''Brien Land & Cattle'",
    "brien cat,       'O''Brien Land & Cattle'",
    "o'br,            'O''Brien Land & Cattle'",
    "nobody,          ''",
    "mith,            ''"
  })
  void findsWhereWordsBegin(String words, String names) {
    assertThat(search(words).json().path("items").findValuesAsString("name"))
        .containsExactlyElementsOf(names.isEmpty() ? List.of() : List.of(names.split(",")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"&", "!", "a & | !", "':*", "\\", "(", "<->", "''", "%", "jane:*"})
  void takesNothingForAnOperator(String words) {
    assertThat(search(words).status()).isEqualTo(200);
  }

  @Test
  void saysWhenThereAreMore() {
    ApiClient many = server.newOwner("many@example.com");
    for (int i = 0; i < 51; i++) {
      add(many, "Grower Number" + i, "g%d@many.example".formatted(i), "m-" + i);
    }
    ApiResponse found = many.get("/services/headland/api/users/search?q=number");
    assertThat(found.json().path("items")).hasSize(50);
    assertThat(found.json().path("more").booleanValue()).isTrue();
  }

  @Test
  void wantsSomethingToLookFor() {
    assertThat(api.get("/services/headland/api/users/search").status()).isEqualTo(400);
    assertThat(search("   ").status()).isEqualTo(400);
    assertThat(search("a".repeat(201)).status()).isEqualTo(400);
  }

  private static ApiResponse search(String words) {
    return api.get(
        "/services/headland/api/users/search?q="
            + URLEncoder.encode(words, StandardCharsets.UTF_8));
  }

  private static void add(ApiClient owner, String name, String email, String externalId) {
    owner.post(
        "/services/usermanagement/api/users",
        "{\"name\": \"%s\", \"email\": \"%s\", \"externalId\": \"%s\"}"
            .formatted(name, email, externalId));
  }
}
