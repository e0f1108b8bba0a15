package io.headland.bench.peer;

import io.headland.bench.world.Keys;
import io.headland.bench.world.Scale;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/// The measured requests at a peer, for random organizations.
///
/// @param authorization the header of all requests with its end of line; blank if none is needed
public record PeerRequests(Peer peer, Keys keys, String authorization) {

  public byte[] get(RandomGenerator random) {
    return request("GET", "/" + id(keys.random(random)), "");
  }

  public byte[] list(RandomGenerator random) {
    Keys.Place place = keys.random(random);
    return request("GET", "?" + peer.page(id(place), place, Scale.ORGANIZATIONS), "");
  }

  public byte[] mark(RandomGenerator random) {
    long id = id(keys.random(random));
    return request("PATCH", "/" + id, peer.patch(id, random));
  }

  /// The key of a row of [PeerTable].
  static long id(Keys.Place place) {
    return 1 + Long.parseLong(place.organization()) - Keys.FIRST_ORGANIZATION;
  }

  private byte[] request(String method, String path, String body) {
    String content =
        body.isEmpty()
            ? ""
            : "Content-Type: %s\r\nContent-Length: %d\r\n"
                .formatted(peer.patchType(), body.length());
    return "%s /api/organizations%s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s%s\r\n%s"
        .formatted(method, path, authorization, content, body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
