package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Organization;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// `/platform/organizations` and `/platform/users/{userName}/organizations`.
final class Organizations {
  private static final String SELECT = "select-organizations";
  // For the users variant, another last segment is documented.
  private static final String SELECT_OF_USER = "organizations";

  private final Listings listings;
  private final AccessCheck accessCheck;
  private final Errors errors;

  Organizations(Listings listings, AccessCheck accessCheck, Errors errors) {
    this.listings = listings;
    this.accessCheck = accessCheck;
    this.errors = errors;
  }

  Response list(Call call) {
    Optional<String> user = call.userName();
    if (user.isEmpty()) {
      return errors.accessDenied();
    }
    Optional<String> namedUser = call.parameters().findText("userName");
    if (namedUser.isPresent() && call.world().findGrower(namedUser.get()).isEmpty()) {
      return errors.notFound();
    }
    Predicate<Organization> wanted = filters(call, namedUser);
    return listings.signed(
        call, () -> items(call, SELECT, visible(call, user.get()).filter(wanted)));
  }

  Response listOfUser(Call call) {
    String named = call.variable("userName");
    Optional<String> user = call.userName();
    if (user.isEmpty() || !(named.equals("@currentUser") || named.equals(user.get()))) {
      boolean known = call.world().findGrower(named).isPresent();
      return known || user.isEmpty() ? errors.accessDenied() : errors.notFound();
    }
    return listings.signed(
        call,
        () ->
            items(
                call,
                SELECT_OF_USER,
                visible(call, user.get()).filter(o -> o.hasMember(user.get()))));
  }

  Response get(Call call) {
    return accessCheck.toOrganization(
        call,
        organization ->
            Response.of(
                200,
                Errors.AXIOM_UTF8,
                Json.bytes(OrganizationBody.of(call, organization, SELECT))));
  }

  private static Predicate<Organization> filters(Call call, Optional<String> userName) {
    Optional<String> id = call.parameters().findText("orgId");
    Optional<String> name =
        call.parameters().findText("orgName").map(text -> text.toLowerCase(Locale.ROOT));
    return organization ->
        userName.map(organization::hasMember).orElse(true)
            && id.map(organization.id()::equals).orElse(true)
            && name.map(organization.name().toLowerCase(Locale.ROOT)::contains).orElse(true);
  }

  private static Stream<Organization> visible(Call call, String userName) {
    return call.world().organizationsVisibleTo(userName).stream()
        .filter(organization -> organization.isListedFor(userName));
  }

  private static List<Item> items(Call call, String page, Stream<Organization> organizations) {
    return organizations.map(o -> OrganizationBody.item(call, o, page)).toList();
  }
}
