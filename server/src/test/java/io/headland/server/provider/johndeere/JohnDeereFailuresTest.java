package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.ActionRequired;
import io.headland.server.provider.ProviderFailure.Forbidden;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderFailure.NotFound;
import io.headland.server.provider.ProviderFailure.Throttled;
import io.headland.server.provider.ProviderFailure.Unauthorized;
import io.headland.server.provider.ProviderFailure.Unavailable;
import io.headland.server.provider.ResponseFailures;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong at John Deere, byte for byte over a socket.
@Timeout(30)
class JohnDeereFailuresTest {
  private static final Cursor START = new Cursor.Start();
  private static final Cursor IF_CHANGED = new Cursor.StartIfChanged("7r53");
  private static final String HTML = "<html><body>Forbidden</body></html>";

  private final ScriptedDeere deere = ScriptedDeere.start();

  @AfterEach
  void close() {
    deere.close();
  }

  @Test
  void tellsARefusedTokenFromAMissingRight() throws InterruptedException {
    // A 403 may refuse the form of the request: the plain form is requested before it counts.
    deere.api().then(401, "").then(403, "{}").then(403, "{}").then(404, "");

    assertThat(failure(START)).isEqualTo(new Unauthorized());
    assertThat(failure(START)).isEqualTo(new Forbidden());
    assertThat(failure(START)).isEqualTo(new NotFound());
  }

  /// An organization in a restricted state is answered with 403 and these headers.
  @Test
  void tellsThatTheCustomerMustAct() throws InterruptedException {
    deere
        .api()
        .then(403, "", "X-Deere-Warning: x", "X-Deere-Terms-Location: https://terms.deere.test/a");
    deere.api().then(403, "", "X-Deere-Warning: x");

    assertThat(failure(START)).isEqualTo(new ActionRequired("https://terms.deere.test/a"));
    assertThat(failure(IF_CHANGED)).isEqualTo(new ActionRequired(""));
  }

  @Test
  void waitsForTheTimeOfRetryAfter() throws InterruptedException {
    deere.api().then(429, "", "Retry-After: 17").then(429, "").thenCut(429, "{", "Retry-After: 3");

    assertThat(failure(START)).isEqualTo(new Throttled(Duration.ofSeconds(17)));
    assertThat(failure(START)).isEqualTo(new Throttled(ResponseFailures.THROTTLED_PAUSE));
    assertThat(failure(START)).isEqualTo(new Throttled(Duration.ofSeconds(3)));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void mayTryAgainAfterAnErrorOfTheServer(int status) throws InterruptedException {
    // Except for 503, the status may refuse the form of the request, and the plain form is tried.
    int calls = status == 503 ? 1 : 2;
    for (int i = 0; i < calls; i++) {
      deere.api().then(status, HTML, "Content-Type: text/html");
    }
    for (int i = 0; i < calls; i++) {
      deere.api().then(status, "", "Retry-After: 9");
    }

    assertThat(failure(START))
        .isEqualTo(new Unavailable("status " + status, ResponseFailures.UNAVAILABLE_PAUSE));
    assertThat(failure(START))
        .isEqualTo(new Unavailable("status " + status, Duration.ofSeconds(9)));
  }

  /// A page comes from a gateway, which cannot judge a token or a right.
  @ParameterizedTest
  @ValueSource(ints = {200, 302, 401, 403, 404, 406})
  void believesNoPage(int status) throws InterruptedException {
    deere
        .api()
        .then(status, HTML, "Content-Type: text/html; charset=utf-8", "Location: http://x.test/");

    assertThat(failure(START)).isInstanceOf(InvalidResponse.class);
  }

  @Test
  void rejectsAnUnrequested304() throws InterruptedException {
    deere.api().then(304, "");

    assertThat(failure(START)).isInstanceOf(InvalidResponse.class);
  }

  @Test
  void rejectsATruncatedResponse() throws InterruptedException {
    deere.api().thenCut(200, "{\"values\": []}");

    assertThat(failure(START)).isInstanceOf(InvalidResponse.class);
  }

  @Test
  void mayRetryAfterATimeout() throws InterruptedException {
    deere.api().thenSilence().thenHeadAndSilence(200);

    assertThat(failure(deere.hastyAdapter().fetchOrganizations(deere.session(), START)))
        .isInstanceOf(Unavailable.class);
    assertThat(failure(deere.hastyAdapter().fetchOrganizations(deere.session(), START)))
        .isInstanceOf(Unavailable.class);
    assertThat(deere.calls()).hasSize(2);
  }

  private ProviderFailure failure(Cursor from) throws InterruptedException {
    return failure(deere.adapter().fetchOrganizations(deere.session(), from));
  }

  private static ProviderFailure failure(Fetch<OrganizationRecord> fetch) {
    return ((Fetch.Failed<OrganizationRecord>) fetch).failure();
  }
}
