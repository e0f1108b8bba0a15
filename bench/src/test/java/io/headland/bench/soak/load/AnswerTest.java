package io.headland.bench.soak.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.bench.soak.check.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class AnswerTest {
  @Test
  void isAcknowledgedBySuccessAlone() {
    assertThat(Answer.of(200, "{}").outcome()).isEqualTo(Outcome.ACKNOWLEDGED);
    assertThat(Answer.of(204, "").outcome()).isEqualTo(Outcome.ACKNOWLEDGED);
    assertThat(Answer.of(304, "").outcome()).isEqualTo(Outcome.UNCERTAIN);
  }

  @Test
  void isRefusedWhenTheServerSaysSoOrWasNotReached() {
    assertThat(Answer.of(503, "{\"detail\": \"The database is read-only.\"}").outcome())
        .isEqualTo(Outcome.REFUSED);
    assertThat(Answer.of(400, "{}").outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(Answer.none(new ConnectException()).outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void isUncertainWithoutAResponse() {
    String unknown =
        "{\"detail\": \"The connection was lost. Whether the change was made is unknown: read it"
            + " before you repeat the request.\"}";

    assertThat(Answer.of(503, unknown).outcome()).isEqualTo(Outcome.UNCERTAIN);
    assertThat(Answer.of(500, "{}").outcome()).isEqualTo(Outcome.UNCERTAIN);
    assertThat(Answer.none(new IOException("reset")).outcome()).isEqualTo(Outcome.UNCERTAIN);
  }

  @Test
  void hasNoJsonWhereTheBodyIsNone() {
    assertThat(Answer.of(502, "<html>").json().path("id").isMissingNode()).isTrue();
  }
}
