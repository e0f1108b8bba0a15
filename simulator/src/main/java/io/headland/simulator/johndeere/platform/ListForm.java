package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Parameters;
import io.headland.simulator.johndeere.world.Switches;
import java.util.Optional;

/// The form in which a call requests a list, as far as John Deere accepts that form.
sealed interface ListForm {
  /// All records in one response.
  record Whole() implements ListForm {}

  record Paged(PageRequest page) implements ListForm {}

  /// A form that is not accepted.
  record Rejected(int status) implements ListForm {}

  /// Invalid paging parameters.
  record Invalid() implements ListForm {}

  static ListForm of(Call call) {
    Switches switches = call.now().switches();
    boolean header = isTrue(call, "x-deere-no-paging");
    boolean oldHeader = isTrue(call, "no_paging");
    boolean matrix =
        call.path().matrix().find("start").isPresent()
            || call.path().matrix().find("count").isPresent();
    boolean fails =
        (header && switches.noPaging() == Switches.Form.FAIL)
            || ((oldHeader || matrix) && switches.legacyPaging() == Switches.Form.FAIL);
    if (fails) {
      return new Rejected(switches.rejectionStatus());
    }
    boolean legacy = switches.legacyPaging() == Switches.Form.ACCEPT;
    if ((header && switches.noPaging() == Switches.Form.ACCEPT) || (oldHeader && legacy)) {
      return new Whole();
    }
    Parameters before = legacy ? call.path().matrix() : Parameters.NONE;
    return PageRequest.of(before, call.parameters(), switches.largestPage())
        .<ListForm>map(Paged::new)
        .orElseGet(Invalid::new);
  }

  /// The signature that was sent; empty for none, and for a first value that does not request a
  /// signature.
  static Optional<String> signature(Call call) {
    Switches.FirstSignature first = call.now().switches().firstSignature();
    return call.request()
        .header(Listings.SIGNATURE)
        .map(String::strip)
        .filter(sent -> !sent.isEmpty() || first != Switches.FirstSignature.NIL)
        .filter(sent -> !sent.equals("nil") || first != Switches.FirstSignature.BLANK);
  }

  private static boolean isTrue(Call call, String header) {
    return call.request().header(header).orElse("").equalsIgnoreCase("true");
  }
}
