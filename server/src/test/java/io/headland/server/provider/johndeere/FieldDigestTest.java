package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldDigestTest {
  private static final String MAY = "2025-05-01T08:00:00Z";
  private static final String JUNE = "2025-06-01T08:00:00Z";

  @Test
  void doesNotDependOnTheOrder() {
    var one = FieldDigest.NONE.plus("a", MAY).plus("b", JUNE);
    var other = FieldDigest.NONE.plus("b", JUNE).plus("a", MAY);

    assertThat(one).isEqualTo(other);
    assertThat(one.count()).isEqualTo(2);
  }

  @Test
  void seesWhatWasChangedAddedRemovedAndSwapped() {
    var before = FieldDigest.NONE.plus("a", MAY).plus("b", JUNE);

    assertThat(FieldDigest.NONE.plus("a", JUNE).plus("b", JUNE)).isNotEqualTo(before);
    assertThat(FieldDigest.NONE.plus("a", JUNE).plus("b", MAY)).isNotEqualTo(before);
    assertThat(before.plus("c", MAY)).isNotEqualTo(before);
    assertThat(FieldDigest.NONE.plus("a", MAY)).isNotEqualTo(before);
    assertThat(FieldDigest.NONE.plus("a", MAY).plus("c", JUNE)).isNotEqualTo(before);
  }

  @Test
  void survivesBeingKeptAsText() {
    var dated = FieldDigest.NONE.plus("a", MAY);
    var undated = dated.plus("b", "").plus("c", MAY);

    assertThat(FieldDigest.parse(dated.toText())).contains(dated);
    assertThat(FieldDigest.parse(undated.toText())).contains(undated);
    assertThat(FieldDigest.parse(FieldDigest.NONE.toText())).contains(FieldDigest.NONE);
    assertThat(undated.dated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5-xyz", "3b53", "-1-0123456789abcdef"})
  void readsNothingElse(String text) {
    assertThat(FieldDigest.parse(text)).isEmpty();
  }
}
