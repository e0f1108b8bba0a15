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

  private final GrowerBrowser browser =
      GrowerBrowser.to(SimulatorOptions.defaults().withOrganizations(25));

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void failsOnceWithAStatusAndRetryAfter() {
    browser.control().addFault(Fault.status(429).retryAfter(Duration.ofSeconds(30)));

    HttpResponse<String> struck = browser.get(LIST);

    assertThat(struck.statusCode()).isEqualTo(429);
    assertThat(GrowerBrowser.header(struck, "Retry-After")).isEqualTo("30");
    assertThat(struck.body()).contains("\"@type\":\"Errors\"");
    assertThat(browser.get(LIST).statusCode()).isEqualTo(200);
    assertThat(browser.control().faults()).isEmpty();
  }

  @Test
  void strikesOnlyWhatItsPatternNamesForAsLongAsItShould() {
    browser.control().addFault(Fault.status(503).on("GET", LIST + "?pageOffset=10*").times(2));

    assertThat(browser.get(LIST).statusCode()).isEqualTo(200);
    assertThat(browser.get(LIST + "?pageOffset=10&itemLimit=10").statusCode()).isEqualTo(503);
    assertThat(browser.get(LIST + "?pageOffset=10&itemLimit=10").statusCode()).isEqualTo(503);
    assertThat(browser.get(LIST + "?pageOffset=10&itemLimit=10").statusCode()).isEqualTo(200);
  }

  @Test
  void strikesAnExactShareOfCalls() {
    browser.control().addFault(Fault.status(500).share(0.25));
    int struck = 0;
    for (int i = 0; i < 40; i++) {
      struck += browser.get(LIST).statusCode() == 500 ? 1 : 0;
    }

    assertThat(struck).isEqualTo(10);
  }

  @Test
  void failsTheTokenEndpointInOktasWords() {
    browser.control().addFault(Fault.status(503).onPath("*/v1/token"));

    HttpResponse<String> struck = browser.refresh(browser.credentials().refreshToken());

    assertThat(struck.statusCode()).isEqualTo(503);
    assertThat(GrowerBrowser.json(struck).path("error").asString())
        .isEqualTo("temporarily_unavailable");
  }

  @Test
  void cutsABodyInTheMiddle() {
    browser.control().addFault(Fault.cutBody());

    assertThatThrownBy(() -> browser.tryCall("GET", LIST, "", browser.withToken()))
        .isInstanceOf(IOException.class);
    assertThat(browser.get(LIST).statusCode()).isEqualTo(200);
  }

  @Test
  void answersWithHtmlOrBrokenJson() {
    browser.control().addFault(Fault.htmlPage(200));
    browser.control().addFault(Fault.brokenJson());

    assertThat(GrowerBrowser.header(browser.get(LIST), "Content-Type")).startsWith("text/html");
    HttpResponse<String> broken = browser.get(LIST);
    assertThat(broken.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> GrowerBrowser.json(broken)).isInstanceOf(JacksonException.class);
  }

  @Test
  void expiresATokenBetweenTwoPages() {
    browser.control().addFault(Fault.expireToken().onPath(LIST + "*").after(1));

    assertThat(browser.get(LIST).statusCode()).isEqualTo(200);
    assertThat(browser.get(LIST + "?pageOffset=10&itemLimit=10").statusCode()).isEqualTo(401);
    assertThat(browser.get(LIST + "?pageOffset=10&itemLimit=10").statusCode()).isEqualTo(401);
    browser.refreshToken();
    assertThat(browser.get(LIST + "?pageOffset=10&itemLimit=10").statusCode()).isEqualTo(200);
  }

  @Test
  void delaysAResponse() {
    browser.control().addFault(Fault.slow(Duration.ofMillis(150)));
    long begun = System.nanoTime();

    assertThat(browser.get(LIST).statusCode()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(150));
  }

  @Test
  void forgetsFaultsOnRequest() {
    browser.control().addFault(Fault.status(500).always());
    browser.control().clearFaults();

    assertThat(browser.get(LIST).statusCode()).isEqualTo(200);
  }
}
