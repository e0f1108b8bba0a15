package io.headland.simulator;

import io.headland.simulator.control.SwitchesJson;
import io.headland.simulator.johndeere.world.Switches;
import java.net.URI;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The command-line options that set switches of John Deere. An option that is not given leaves its
/// switch unchanged.
final class JohnDeereOptions {
  @Option(names = "--link-base", description = "Base of emitted API links.")
  @Nullable URI linkBase;

  @Option(names = "--connections-base", description = "Base of links to the connection pages.")
  @Nullable URI connectionsBase;

  @Option(
      names = "--rotate-refresh-tokens",
      description = "Issue a new refresh token at each refresh.")
  boolean rotate;

  @Option(
      names = "--revoke-on-reuse",
      description = "Revoke the grant when a used refresh token is sent again.")
  boolean revokeOnReuse;

  @Option(
      names = "--paging",
      defaultValue = "query",
      description = "Style of page links: matrix or query.")
  String paging = "";

  @Option(
      names = "--no-paging",
      defaultValue = "accept",
      description = "The header x-deere-no-paging: accept, ignore or fail.")
  String noPaging = "";

  @Option(
      names = "--legacy-paging",
      defaultValue = "fail",
      description = "The header No_Paging and matrix parameters: accept, ignore or fail.")
  String legacyPaging = "";

  @Option(
      names = "--largest-page",
      defaultValue = "100",
      description = "Largest number of records in a page of John Deere, 1 to 100.")
  int largestPage;

  @Option(
      names = "--rejection-status",
      defaultValue = "400",
      description = "Status of the response to a form of request that is set to fail.")
  int rejectionStatus;

  @Option(
      names = "--list-total",
      defaultValue = "number",
      description = "The total in a list: number, text, absent, of-page or too-high.")
  String listTotal = "";

  @Option(
      names = "--field-signatures",
      defaultValue = "present",
      description = "Signatures of fields and boundaries: present, absent or fail.")
  String fieldSignatures = "";

  @Option(
      names = "--first-signature",
      defaultValue = "either",
      description = "First value that requests a signature: either, blank or nil.")
  String firstSignature = "";

  @Option(
      names = "--organization-links",
      defaultValue = "all",
      description = "Links of a connected organization: all or sparse.")
  String organizationLinks = "";

  @Option(
      names = "--signature-unchanged",
      defaultValue = "not-modified",
      description =
          "Response to a signature that is current: not-modified, same-signature or no-signature.")
  String signatureUnchanged = "";

  @Option(
      names = "--signature-changed",
      defaultValue = "full",
      description = "Response to a signature that is out of date: full or delta.")
  String signatureChanged = "";

  @Option(
      names = "--write-status",
      defaultValue = "recorded",
      description = "Statuses of successful writes: recorded or documented.")
  String writeStatus = "";

  @Option(
      names = "--parent-deletion",
      defaultValue = "cascade",
      description = "Deletion of a client or farm that is not empty: cascade or refuse.")
  String parentDeletion = "";

  @Option(
      names = "--unverified-target",
      defaultValue = "accept",
      description = "A subscription whose target cannot be verified: accept or refuse.")
  String unverifiedTarget = "";

  @Option(
      names = "--access-token-lifetime",
      defaultValue = "PT12H",
      description = "For example PT10M.")
  Duration accessTokenLifetime = Duration.ZERO;

  /// The switches, with those changed whose options were given.
  ///
  /// @throws IllegalArgumentException naming the invalid option
  Switches on(Switches base, Predicate<String> given) {
    Switches switches = base;
    for (Choice choice : choices()) {
      switches = given.test(choice.option()) ? choice.change().apply(switches) : switches;
    }
    return switches;
  }

  private record Choice(String option, UnaryOperator<Switches> change) {}

  private Choice[] choices() {
    return new Choice[] {
      new Choice("--link-base", s -> s.withLinkBase(address("--link-base", linkBase))),
      new Choice(
          "--connections-base",
          s -> s.withConnectionsBase(address("--connections-base", connectionsBase))),
      new Choice("--rotate-refresh-tokens", s -> s.withRotation(rotate)),
      new Choice("--revoke-on-reuse", s -> s.withRevokeOnReuse(revokeOnReuse)),
      new Choice(
          "--paging", s -> s.withPaging(word("--paging", paging, Switches.PagingStyle.values()))),
      new Choice(
          "--no-paging",
          s -> s.withNoPaging(word("--no-paging", noPaging, Switches.Form.values()))),
      new Choice(
          "--legacy-paging",
          s -> s.withLegacyPaging(word("--legacy-paging", legacyPaging, Switches.Form.values()))),
      new Choice("--largest-page", s -> s.withLargestPage(largestPage)),
      new Choice("--rejection-status", s -> s.withRejectionStatus(rejectionStatus)),
      new Choice(
          "--list-total",
          s -> s.withListTotal(word("--list-total", listTotal, Switches.ListTotal.values()))),
      new Choice(
          "--field-signatures",
          s ->
              s.withFieldSignatures(
                  word("--field-signatures", fieldSignatures, Switches.FieldSignatures.values()))),
      new Choice(
          "--first-signature",
          s ->
              s.withFirstSignature(
                  word("--first-signature", firstSignature, Switches.FirstSignature.values()))),
      new Choice(
          "--organization-links",
          s ->
              s.withOrganizationLinks(
                  word(
                      "--organization-links",
                      organizationLinks,
                      Switches.OrganizationLinks.values()))),
      new Choice(
          "--signature-unchanged",
          s ->
              s.withSignatureUnchanged(
                  word("--signature-unchanged", signatureUnchanged, Switches.Unchanged.values()))),
      new Choice(
          "--signature-changed",
          s ->
              s.withSignatureChanged(
                  word("--signature-changed", signatureChanged, Switches.Changed.values()))),
      new Choice(
          "--write-status",
          s ->
              s.withWriteStatus(
                  word("--write-status", writeStatus, Switches.WriteStatus.values()))),
      new Choice(
          "--parent-deletion",
          s ->
              s.withParentDeletion(
                  word("--parent-deletion", parentDeletion, Switches.ParentDeletion.values()))),
      new Choice(
          "--unverified-target",
          s ->
              s.withUnverifiedTarget(
                  word(
                      "--unverified-target",
                      unverifiedTarget,
                      Switches.UnverifiedTarget.values()))),
      new Choice("--access-token-lifetime", s -> s.withAccessTokenLifetime(lifetime())),
    };
  }

  private static <E extends Enum<E>> E word(String option, String word, E[] choices) {
    return SwitchesJson.choice(option, word, choices);
  }

  private Duration lifetime() {
    if (!accessTokenLifetime.isPositive()) {
      throw new IllegalArgumentException("--access-token-lifetime: must be longer than zero");
    }
    return accessTokenLifetime;
  }

  private static @Nullable URI address(String option, @Nullable URI uri) {
    return uri == null ? null : absolute(option, uri);
  }

  static URI absolute(String option, URI uri) {
    if (uri.getScheme() == null || uri.getHost() == null) {
      throw new IllegalArgumentException(
          option + ": must be an absolute address such as https://sandboxapi.deere.com");
    }
    return uri;
  }
}
