package io.headland.server.overview;

import io.headland.server.http.Call;
import io.headland.server.http.Problem;
import io.headland.server.http.ProblemException;
import io.headland.server.id.LeafUserId;
import io.headland.server.provider.Provider;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which accounts are wanted.
record AccountFilter(
    Optional<AccountHealth> health, Optional<Provider> provider, Optional<LeafUserId> leafUser) {

  static AccountFilter of(Call call) {
    return new AccountFilter(
        call.query("health")
            .map(text -> AccountHealth.parse(text).orElseThrow(AccountFilter::healthNotKnown)),
        call.query("provider")
            .map(text -> Provider.ofWireName(text).orElseThrow(AccountFilter::providerNotKnown)),
        call.query("leafUserId")
            .map(text -> LeafUserId.parse(text).orElseThrow(AccountFilter::leafUserNotAnId)));
  }

  private static ProblemException healthNotKnown() {
    return bad(
        "health must be one of: "
            + Arrays.stream(AccountHealth.values())
                .map(Enum::name)
                .collect(Collectors.joining(", ")));
  }

  private static ProblemException providerNotKnown() {
    return bad("provider must be the name of a provider, such as JohnDeere");
  }

  private static ProblemException leafUserNotAnId() {
    return bad("leafUserId must be a UUID");
  }

  private static ProblemException bad(String what) {
    return new ProblemException(Problem.of(400, "The query parameter " + what + "."));
  }
}
