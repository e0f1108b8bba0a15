package io.headland.bench.load;

import io.headland.bench.world.Keys;
import io.headland.bench.world.Scale;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/// The measured requests, with an API owner's token.
public record Requests(Keys keys, String token) {
  private static final String USERS = "/services/usermanagement/api/users";

  public byte[] get(RandomGenerator random) {
    Keys.Place place = keys.random(random);
    return request("GET", organizations(place) + "/" + place.organization());
  }

  public byte[] list(RandomGenerator random) {
    return request(
        "GET", organizations(keys.random(random)) + "?page=0&size=" + Scale.ORGANIZATIONS);
  }

  /// Sets the status that an organization already has: stores the choice and starts no run.
  public byte[] mark(RandomGenerator random) {
    return choose(random, "SELECTED");
  }

  /// Sets a status with all consequences: starts a run, or stops one.
  public byte[] choose(RandomGenerator random) {
    return choose(random, random.nextBoolean() ? "SELECTED" : "PREVIEW");
  }

  private byte[] choose(RandomGenerator random, String status) {
    Keys.Place place = keys.random(random);
    return request("PATCH", organizations(place) + "/" + place.organization() + "/" + status);
  }

  /// Six in ten read one organization, three list a page, one sets a status.
  public byte[] mixed(RandomGenerator random) {
    int dice = random.nextInt(10);
    if (dice < 6) {
      return get(random);
    }
    return dice < 9 ? list(random) : mark(random);
  }

  public byte[] leafUsers(int page, int size) {
    return request("GET", USERS + "?page=" + page + "&size=" + size);
  }

  /// The target of a `Link`.
  public byte[] link(String pathAndQuery) {
    return request("GET", pathAndQuery);
  }

  private byte[] request(String method, String path) {
    String head =
        method
            + ' '
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + token
            + (method.equals("GET") ? "" : "\r\nContent-Length: 0")
            + "\r\n\r\n";
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  private static String organizations(Keys.Place place) {
    return USERS + "/" + place.leafUser() + "/JohnDeere/organizations";
  }
}
