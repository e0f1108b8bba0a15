package io.headland.server.core.explain;

import java.util.List;

/// An answer to a question.
///
/// @param here whether it is in lists and counts; of an account, whether it is synced
/// @param because one sentence for people
public record Explanation(boolean here, String because, List<Step> chain) {

  public Explanation {
    chain = List.copyOf(chain);
  }
}
