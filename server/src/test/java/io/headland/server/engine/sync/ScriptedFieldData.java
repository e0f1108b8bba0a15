package io.headland.server.engine.sync;

import static java.util.Objects.requireNonNull;

import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.OrganizationLookup;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.RecordKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A provider in memory with two records per page, which follows a script and runs steps of the
/// script while a response is in transit.
final class ScriptedFieldData implements ProviderAdapter {
  private static final int PAGE = 2;

  /// How a provider indicates that a listing changed.
  enum Style {
    /// By a digest computed from its pages.
    DIGEST,
    /// By a signature of the complete list, which one response contains.
    SIGNATURE,
    /// By a signature of a complete list that is too large for one response. It is requested before
    /// the pages, and again after them.
    SIGNATURE_OF_PAGES,
    /// Not at all, and boundaries are listed separately from their fields.
    APART
  }

  /// A failure of one call.
  enum Trouble {
    UNAVAILABLE,
    BROKEN,
    THROTTLED,
    RATE_LIMITED,
    UNAUTHORIZED,
    FORBIDDEN,
    NOT_FOUND,
    /// The node dies during the call.
    DEATH,
    /// A record is missing.
    OMISSION,
    /// The previous page is repeated.
    REPETITION
  }

  /// The node died.
  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private record Position(int offset, String cursorState) {
    static Position parse(String text) {
      String[] both = text.split(" ", 2);
      return new Position(Integer.parseInt(both[0]), both[1]);
    }

    Cursor.Continue cursor() {
      return new Cursor.Continue(offset + " " + cursorState);
    }
  }

  private final Style style;
  private final Map<String, ScriptedOrganization> organizations;
  private final Deque<Trouble> troubles = new ArrayDeque<>();
  private Runnable onTheWay = () -> {};

  ScriptedFieldData(Style style, Map<String, ScriptedOrganization> organizations) {
    this.style = style;
    this.organizations = organizations;
  }

  void trouble(Trouble trouble) {
    troubles.add(trouble);
  }

  void endFaults() {
    troubles.clear();
  }

  /// An action between the provider's response and its arrival.
  void onTheWay(Runnable action) {
    onTheWay = action;
  }

  @Override
  public List<FieldDataListing> fieldDataListings(Set<RecordKind> denied) {
    List<FieldDataListing> listings = new ArrayList<>();
    listings.add(new FieldDataListing("clients", Set.of(RecordKind.GROWER)));
    listings.add(new FieldDataListing("farms", Set.of(RecordKind.FARM)));
    if (style == Style.APART) {
      listings.add(new FieldDataListing("fields", Set.of(RecordKind.FIELD)));
      listings.add(new FieldDataListing("boundaries", Set.of(RecordKind.BOUNDARY)));
    } else {
      listings.add(new FieldDataListing("fields", Set.of(RecordKind.FIELD, RecordKind.BOUNDARY)));
    }
    return listings;
  }

  @Override
  public Fetch<FieldDataRecord> fetchFieldData(
      ProviderSession session, String providerOrgId, FieldDataListing listing, Cursor from)
      throws InterruptedException {
    session.recorder().admit();
    List<List<FieldDataRecord>> all =
        requireNonNull(organizations.get(providerOrgId)).listed(listing.covers());
    Fetch<FieldDataRecord> response = answer(all, from);
    onTheWay.run();
    return response;
  }

  private Fetch<FieldDataRecord> answer(List<List<FieldDataRecord>> all, Cursor from) {
    if (troubles.isEmpty()) {
      return healthy(all, from);
    }
    Trouble trouble = troubles.remove();
    return switch (trouble) {
      case UNAVAILABLE -> failed(new ProviderFailure.Unavailable("down", Duration.ZERO));
      case BROKEN -> failed(new ProviderFailure.InvalidResponse("half"));
      case THROTTLED -> failed(new ProviderFailure.Throttled(Duration.ofSeconds(9)));
      case RATE_LIMITED -> failed(new ProviderFailure.RateLimited(Duration.ofSeconds(9)));
      case UNAUTHORIZED -> failed(new ProviderFailure.Unauthorized());
      case FORBIDDEN -> failed(new ProviderFailure.Forbidden());
      case NOT_FOUND -> failed(new ProviderFailure.NotFound());
      case DEATH -> throw new Died();
      // A correct signature with incorrect pages cannot be detected.
      case OMISSION ->
          isSigned()
              ? failed(new ProviderFailure.InvalidResponse("a record short"))
              : shown(all, page(from), page(from).offset(), 1);
      case REPETITION ->
          isSigned()
              ? failed(new ProviderFailure.InvalidResponse("the same again"))
              : shown(all, page(from), Math.max(0, page(from).offset() - PAGE), 0);
    };
  }

  private static Fetch<FieldDataRecord> failed(ProviderFailure failure) {
    return new Fetch.Failed<>(failure);
  }

  private Fetch<FieldDataRecord> healthy(List<List<FieldDataRecord>> all, Cursor from) {
    if (from instanceof Cursor.StartIfChanged(String known)) {
      if (known.equals(signatureOf(all))) {
        return new Fetch.Unchanged<>();
      }
      return style == Style.SIGNATURE ? whole(all) : new Fetch.Changed<>();
    }
    return style == Style.SIGNATURE ? whole(all) : shown(all, page(from), page(from).offset(), 0);
  }

  private Fetch<FieldDataRecord> whole(List<List<FieldDataRecord>> all) {
    return new Fetch.Last<>(all.stream().flatMap(List::stream).toList(), signatureOf(all));
  }

  private boolean isSigned() {
    return style == Style.SIGNATURE || style == Style.SIGNATURE_OF_PAGES;
  }

  private static Position page(Cursor from) {
    return from instanceof Cursor.Continue(String position)
        ? Position.parse(position)
        : new Position(0, "");
  }

  /// @param at the first record that is shown, which is not where the page begins when it repeats
  /// @param omitted how many of its records are missing
  private Fetch<FieldDataRecord> shown(
      List<List<FieldDataRecord>> all, Position page, int at, int omitted) {
    List<FieldDataRecord> records =
        all.stream().skip(at).limit(PAGE).skip(omitted).flatMap(List::stream).toList();
    String cursorState =
        switch (style) {
          case DIGEST -> digest(page.cursorState(), records);
          case SIGNATURE_OF_PAGES -> page.offset() == 0 ? signatureOf(all) : page.cursorState();
          case SIGNATURE, APART -> "";
        };
    int next = page.offset() + PAGE;
    if (next < all.size()) {
      return new Fetch.More<>(records, new Position(next, cursorState).cursor());
    }
    boolean isValid = style != Style.SIGNATURE_OF_PAGES || cursorState.equals(signatureOf(all));
    return new Fetch.Last<>(records, isValid ? cursorState : "");
  }

  private String signatureOf(List<List<FieldDataRecord>> all) {
    return switch (style) {
      case APART -> "";
      case SIGNATURE, SIGNATURE_OF_PAGES -> digest("", all.stream().flatMap(List::stream).toList());
      case DIGEST -> {
        String digest = digest("", List.of());
        for (int at = 0; at < all.size() || at == 0; at += PAGE) {
          digest =
              digest(
                  at == 0 ? "" : digest,
                  all.stream().skip(at).limit(PAGE).flatMap(List::stream).toList());
        }
        yield digest;
      }
    };
  }

  private static String digest(String before, List<FieldDataRecord> records) {
    return Integer.toHexString((before + records).hashCode())
        + Integer.toHexString((records + before).hashCode());
  }

  @Override
  public Provider provider() {
    return Provider.JOHN_DEERE;
  }

  @Override
  public Set<RecordKind> kinds() {
    return EnumSet.allOf(RecordKind.class);
  }

  @Override
  public GrantRefresh refresh(ProviderCredential credential, CallRecorder recorder) {
    throw new UnsupportedOperationException("The script begins with a session");
  }

  @Override
  public Fetch<OrganizationRecord> fetchOrganizations(ProviderSession session, Cursor from) {
    throw new UnsupportedOperationException("The script knows its organizations");
  }

  @Override
  public OrganizationLookup lookUpOrganization(ProviderSession session, String providerOrgId) {
    throw new UnsupportedOperationException("The script knows its organizations");
  }

  @Override
  public List<String> leafScopes(List<String> providerScopes) {
    return List.of();
  }
}
