package io.headland.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.bench.world.Keys;
import io.headland.bench.world.Scale;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PeerRequestsTest {
  private static final Keys KEYS = new Keys(Scale.SMALL);
  private static final String TOKEN = "Authorization: Bearer abc\r\n";

  private final Keys.Place place = KEYS.random(random());
  private final long id = PeerRequests.id(place);

  @Test
  void readsTheRowOfTheSameOrganizationAsTheServer() {
    assertThat(id).isBetween(1L, (long) Scale.SMALL.accounts() * Scale.ORGANIZATIONS);
    assertThat(text(requests(Peer.SPRING, "").get(random())))
        .isEqualTo("GET /api/organizations/%d HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".formatted(id));
    assertThat(text(requests(Peer.JHIPSTER, TOKEN).get(random())))
        .isEqualTo(
            "GET /api/organizations/%d HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n".formatted(id, TOKEN));
  }

  @Test
  void listsOnePageOfALeafUserWhereThePeerCan() {
    assertThat(text(requests(Peer.SPRING, "").list(random())))
        .startsWith(
            "GET /api/organizations?leafUserId=%s&page=0&size=20 ".formatted(place.leafUser()));
  }

  /// The organizations of a Leaf user are one page of the table.
  @Test
  void listsThePageWithTheOrganizationWhereThePeerListsAll() {
    assertThat(text(requests(Peer.JHIPSTER, TOKEN).list(random())))
        .startsWith("GET /api/organizations?page=%d&size=20 ".formatted((id - 1) / 20));
  }

  @Test
  void statesTheLengthAndTheTypeOfAPatch() {
    String body = "{\"status\": \"SELECTED\"}";

    assertThat(text(requests(Peer.SPRING, "").mark(random())))
        .isEqualTo(
            "PATCH /api/organizations/%d HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(id, body.length(), body));
  }

  /// Hibernate writes only what differs.
  @Test
  void eachPatchChangesARow() {
    SplittableRandom random = random();
    PeerRequests requests = requests(Peer.JHIPSTER, TOKEN);

    String first = body(requests.mark(random));
    String second = body(requests.mark(random));

    assertThat(first).contains("\"id\": " + id, "\"status\": \"SELECTED\"", "managementUri");
    assertThat(uri(first)).isNotEqualTo(uri(second));
  }

  private static PeerRequests requests(Peer peer, String authorization) {
    return new PeerRequests(peer, KEYS, authorization);
  }

  private static SplittableRandom random() {
    return new SplittableRandom(7);
  }

  private static String text(byte[] request) {
    return new String(request, StandardCharsets.US_ASCII);
  }

  private static String body(byte[] request) {
    return text(request).split("\r\n\r\n", 2)[1];
  }

  private static String uri(String body) {
    return body.substring(body.indexOf("managementUri"));
  }
}
