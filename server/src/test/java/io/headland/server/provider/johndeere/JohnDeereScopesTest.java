package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JohnDeereScopesTest {
  @Test
  void readsFieldsWithTheFirstAgricultureScope() {
    assertThat(JohnDeereScopes.toLeaf(List.of("ag1"))).containsExactly("FIELDS:READ");
  }

  /// `ag2` holds the permissions of `ag1`, and `ag3` those of `ag2`.
  @Test
  void higherScopesHoldTheLowerOnes() {
    assertThat(JohnDeereScopes.toLeaf(List.of("ag2")))
        .containsExactly("FIELDS:READ", "OPERATIONS:READ");
    assertThat(JohnDeereScopes.toLeaf(List.of("ag3")))
        .containsExactly("FIELDS:READ", "FIELDS:WRITE", "OPERATIONS:READ");
  }

  @Test
  void keepsOneOrderWhateverTheProvidersIs() {
    assertThat(JohnDeereScopes.toLeaf(List.of("offline_access", "eq1", "files", "ag3", "ag1")))
        .containsExactly(
            "FIELDS:READ",
            "FIELDS:WRITE",
            "OPERATIONS:READ",
            "PRESCRIPTION:READ",
            "PRESCRIPTION:WRITE",
            "ASSETS:READ");
  }

  @Test
  void hasNoWordForWhatLeafHasNone() {
    assertThat(JohnDeereScopes.toLeaf(List.of("org1", "work2", "openid"))).isEmpty();
  }
}
