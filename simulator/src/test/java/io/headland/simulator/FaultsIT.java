package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.simulator.fault.Fault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class FaultsIT {
  private static final String LIST = "/platform/organizations";

  private final Visitor visitor = Visitor.to(SimulatorOptions.defaults().withOrganizations(25));

  @AfterEach
  void close() {
    visitor.close();
  }

  @Test
  void failsOnceWithAStatusAndRetryAfter() {
    visitor.control().addFault(Fault.status(429).retryAfter(Duration.ofSeconds(30)));

    HttpResponse<String> struck = visitor.get(LIST);

    assertThat(struck.statusCode()).isEqualTo(429);
    assertThat(Visitor.header(struck, "Retry-After")).isEqualTo("30");
    assertThat(struck.body()).contains("\"@type\":\"Errors\"");
    assertThat(visitor.get(LIST).statusCode()).isEqualTo(200);
    assertThat(visitor.control().faults()).isEmpty();
  }

  @Test
  void strikesOnlyWhatItsPatternNamesForAsLongAsItShould() {
    visitor.control().addFault(Fault.status(503).on("GET", LIST + "?pageOffset=10*").times(2));

    assertThat(visitor.get(LIST).statusCode()).isEqualTo(200);
    assertThat(visitor.get(LIST + "?pageOffset=10&itemLimit=10").statusCode()).isEqualTo(503);
    assertThat(visitor.get(LIST + "?pageOffset=10&itemLimit=10").statusCode()).isEqualTo(503);
    assertThat(visitor.get(LIST + "?pageOffset=10&itemLimit=10").statusCode()).isEqualTo(200);
  }

  @Test
  void strikesAnExactShareOfCalls() {
    visitor.control().addFault(Fault.status(500).share(0.25));
    int struck = 0;
    for (int i = 0; i < 40; i++) {
      struck += visitor.get(LIST).statusCode() == 500 ? 1 : 0;
    }

    assertThat(struck).isEqualTo(10);
  }

  @Test
  void failsTheTokenEndpointInOktasWords() {
    visitor.control().addFault(Fault.status(503).onPath("*/v1/token"));

    HttpResponse<String> struck = visitor.refresh(visitor.credentials().refreshToken());

    assertThat(struck.statusCode()).isEqualTo(503);
    assertThat(Visitor.json(struck).path("error").asString()).isEqualTo("temporarily_unavailable");
  }

  @Test
  void cutsABodyInTheMiddle() {
    visitor.control().addFault(Fault.cutBody());

    assertThatThrownBy(() -> visitor.tryCall("GET", LIST, "", visitor.withToken()))
        .isInstanceOf(IOException.class);
    assertThat(visitor.get(LIST).statusCode()).isEqualTo(200);
  }

  @Test
  void answersWithHtmlOrBrokenJson() {
    visitor.control().addFault(Fault.htmlPage(200));
    visitor.control().addFault(Fault.brokenJson());

    assertThat(Visitor.header(visitor.get(LIST), "Content-Type")).startsWith("text/html");
    HttpResponse<String> broken = visitor.get(LIST);
    assertThat(broken.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> Visitor.json(broken)).isInstanceOf(JacksonException.class);
  }

  @Test
  void expiresATokenBetweenTwoPages() {
    visitor.control().addFault(Fault.expireToken().onPath(LIST + "*").after(1));

    assertThat(visitor.get(LIST).statusCode()).isEqualTo(200);
    assertThat(visitor.get(LIST + "?pageOffset=10&itemLimit=10").statusCode()).isEqualTo(401);
    assertThat(visitor.get(LIST + "?pageOffset=10&itemLimit=10").statusCode()).isEqualTo(401);
    visitor.refreshToken();
    assertThat(visitor.get(LIST + "?pageOffset=10&itemLimit=10").statusCode()).isEqualTo(200);
  }

  @Test
  void delaysAnAnswer() {
    visitor.control().addFault(Fault.slow(Duration.ofMillis(150)));
    long begun = System.nanoTime();

    assertThat(visitor.get(LIST).statusCode()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(150));
  }

  @Test
  void forgetsFaultsOnRequest() {
    visitor.control().addFault(Fault.status(500).always());
    visitor.control().clearFaults();

    assertThat(visitor.get(LIST).statusCode()).isEqualTo(200);
  }
}
