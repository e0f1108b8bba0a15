package io.headland.server.insight;

import java.util.List;

/// An answer to a question.
///
/// @param here whether it is in lists and counts; of an account, whether it is synced
/// @param because one sentence for people
record Explanation(boolean here, String because, List<Step> chain) {

  Explanation {
    chain = List.copyOf(chain);
  }
}
