package io.headland.server.core.explain;

import java.util.List;

/// The result of an explanation.
///
/// @param present whether lists and counts contain it; for an account, whether it is synced
/// @param reason one sentence for users
public record Explanation(boolean present, String reason, List<Step> chain) {

  public Explanation {
    chain = List.copyOf(chain);
  }
}
