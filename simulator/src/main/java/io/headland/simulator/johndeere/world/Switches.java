package io.headland.simulator.johndeere.world;

import io.headland.simulator.fielddata.TrimbleForms;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The behaviours of the provider for which there is no public evidence, and those that a test
/// sets.
///
/// @param rotateRefreshTokens a refresh returns a new refresh token and invalidates the previous
///   one
/// @param revokeOnReuse a spent refresh token or code that is shown again ends the whole grant
/// @param endGrantWithLastConnection the refresh token dies with a user's last connection
/// @param unauthorizedBody whether a 401 carries an error body
/// @param writeStatus the statuses of creates, updates and deletions
/// @param unverifiedTarget the effect on a subscription when its target does not acknowledge the
///   verification event
/// @param parentDeletion the response to the deletion of a client or farm that is not empty
/// @param linkBase the base of emitted API links; the address of this server when absent
/// @param connectionsBase the base of links to the connection pages; the address of this server
///   when absent
/// @param noPaging what becomes of the header `x-deere-no-paging`
/// @param legacyPaging what becomes of the header `No_Paging` and of matrix parameters, which John
///   Deere announced to reject from June 2024 on
/// @param largestPage maximum number of records in a page of John Deere, whatever `itemLimit` is
///   requested
/// @param rejectionStatus the status of the response to a form of request that is not supported
/// @param listTotal the total that a list states
/// @param fieldSignatures whether lists of fields and of boundaries support signatures
/// @param firstSignature which value of a first request brings a signature
/// @param organizationLinks which links a connected organization has
/// @param trimblePageSize maximum number of records in a response of Trimble
/// @param trimbleForms the form of responses of Trimble
/// @param operationForms the form of field operations and equipment
/// @param exportForms the form of exports of points
/// @param latency the delay of every response of a provider
/// @param rateLimit maximum number of calls per second of one application; 0 for no limit
public record Switches(
    boolean rotateRefreshTokens,
    boolean revokeOnReuse,
    boolean endGrantWithLastConnection,
    boolean unauthorizedBody,
    Unchanged signatureUnchanged,
    Changed signatureChanged,
    PagingStyle paging,
    WriteStatus writeStatus,
    ParentDeletion parentDeletion,
    UnverifiedTarget unverifiedTarget,
    Duration accessTokenLifetime,
    @Nullable URI linkBase,
    @Nullable URI connectionsBase,
    Form noPaging,
    Form legacyPaging,
    int largestPage,
    int rejectionStatus,
    ListTotal listTotal,
    FieldSignatures fieldSignatures,
    FirstSignature firstSignature,
    OrganizationLinks organizationLinks,
    int trimblePageSize,
    TrimbleForms trimbleForms,
    OperationForms operationForms,
    ExportForms exportForms,
    Duration latency,
    double rateLimit) {
  public Switches {
    if (trimblePageSize < 1 || trimblePageSize > LARGEST_TRIMBLE_PAGE) {
      throw new IllegalArgumentException(
          "trimblePageSize: must be from 1 to " + LARGEST_TRIMBLE_PAGE);
    }
    if (largestPage < 1 || largestPage > LARGEST_PAGE) {
      throw new IllegalArgumentException("largestPage: must be from 1 to " + LARGEST_PAGE);
    }
    if (rejectionStatus < 400 || rejectionStatus > 599) {
      throw new IllegalArgumentException("rejectionStatus: must be from 400 to 599");
    }
    if (latency.isNegative() || rateLimit < 0) {
      throw new IllegalArgumentException("latency and rateLimit: must not be below zero");
    }
  }

  private static final int LARGEST_TRIMBLE_PAGE = 1_000;
  private static final int LARGEST_PAGE = 100;

  /// The response to a signature that is still valid.
  public enum Unchanged {
    /// 304.
    NOT_MODIFIED,
    /// 200 with the signature that was sent.
    SAME_SIGNATURE,
    /// 200 without a signature.
    NO_SIGNATURE
  }

  /// The response to a signature that is no longer valid.
  public enum Changed {
    FULL,
    DELTA
  }

  /// How links to other pages are written.
  public enum PagingStyle {
    QUERY,
    MATRIX
  }

  /// What becomes of a form of request.
  public enum Form {
    ACCEPT,
    /// As if it were not there.
    IGNORE,
    /// The call fails with the status of [Switches#rejectionStatus].
    FAIL
  }

  /// The total that the envelope of a list states.
  public enum ListTotal {
    NUMBER,
    TEXT,
    ABSENT,
    /// The number of records in the same response.
    OF_PAGE,
    /// More than there are.
    TOO_HIGH
  }

  /// What becomes of a signature that is sent to a list of fields or boundaries.
  public enum FieldSignatures {
    PRESENT,
    /// The header is ignored.
    ABSENT,
    /// A call with the header fails with the status of [Switches#rejectionStatus].
    FAIL
  }

  /// Which first value of the signature header brings a signature; another one is ignored.
  public enum FirstSignature {
    EITHER,
    BLANK,
    NIL
  }

  /// Which links a connected organization has.
  public enum OrganizationLinks {
    ALL,
    /// `self` and `manage_connections`; every resource still responds.
    SPARSE
  }

  /// The statuses of successful writes.
  public enum WriteStatus {
    /// 201 for a create, 204 for an update or a deletion.
    RECORDED,
    /// As John Deere's documents list them: 200 for the create of a client and for every write of a
    /// boundary.
    DOCUMENTED
  }

  /// The effect on a subscription when its target does not acknowledge the verification event.
  public enum UnverifiedTarget {
    /// It is stored, and the event is sent again later.
    ACCEPT,
    /// The target is verified before the response, which is 400 when that fails.
    REFUSE
  }

  /// The response to the deletion of a client or farm that is not empty; no source documents it.
  public enum ParentDeletion {
    /// Its contents are deleted as well.
    CASCADE,
    /// 400.
    REFUSE
  }

  public static Switches defaults() {
    return new Draft().toSwitches();
  }

  /// Every switch that has an alternative set to one. Left as they are: [#connectionsBase], which
  /// would redirect browsers, and [#latency] and [#rateLimit], which are not assumptions about a
  /// provider.
  public static Switches alternatives() {
    Draft draft = new Draft();
    draft.rotateRefreshTokens = true;
    draft.revokeOnReuse = true;
    draft.endGrantWithLastConnection = false;
    draft.unauthorizedBody = false;
    draft.signatureUnchanged = Unchanged.NO_SIGNATURE;
    draft.signatureChanged = Changed.DELTA;
    draft.paging = PagingStyle.MATRIX;
    draft.writeStatus = WriteStatus.DOCUMENTED;
    draft.parentDeletion = ParentDeletion.REFUSE;
    draft.unverifiedTarget = UnverifiedTarget.REFUSE;
    draft.accessTokenLifetime = Duration.ofHours(1);
    draft.linkBase = URI.create("https://sandboxapi.deere.com");
    draft.noPaging = Form.FAIL;
    draft.legacyPaging = Form.ACCEPT;
    draft.largestPage = 10;
    draft.rejectionStatus = 403;
    draft.listTotal = ListTotal.TEXT;
    draft.fieldSignatures = FieldSignatures.ABSENT;
    draft.firstSignature = FirstSignature.NIL;
    draft.organizationLinks = OrganizationLinks.SPARSE;
    draft.trimblePageSize = 2;
    draft.trimbleForms = TrimbleForms.alternatives();
    draft.operationForms = OperationForms.alternatives();
    draft.exportForms = ExportForms.alternatives();
    return draft.toSwitches();
  }

  public Switches withRotation(boolean on) {
    return with(draft -> draft.rotateRefreshTokens = on);
  }

  public Switches withRevokeOnReuse(boolean on) {
    return with(draft -> draft.revokeOnReuse = on);
  }

  public Switches withEndGrantWithLastConnection(boolean on) {
    return with(draft -> draft.endGrantWithLastConnection = on);
  }

  public Switches withUnauthorizedBody(boolean on) {
    return with(draft -> draft.unauthorizedBody = on);
  }

  public Switches withSignatureUnchanged(Unchanged response) {
    return with(draft -> draft.signatureUnchanged = response);
  }

  public Switches withSignatureChanged(Changed response) {
    return with(draft -> draft.signatureChanged = response);
  }

  public Switches withPaging(PagingStyle style) {
    return with(draft -> draft.paging = style);
  }

  public Switches withWriteStatus(WriteStatus statuses) {
    return with(draft -> draft.writeStatus = statuses);
  }

  public Switches withParentDeletion(ParentDeletion response) {
    return with(draft -> draft.parentDeletion = response);
  }

  public Switches withUnverifiedTarget(UnverifiedTarget becomes) {
    return with(draft -> draft.unverifiedTarget = becomes);
  }

  public Switches withAccessTokenLifetime(Duration lifetime) {
    return with(draft -> draft.accessTokenLifetime = lifetime);
  }

  public Switches withLinkBase(@Nullable URI base) {
    return with(draft -> draft.linkBase = base);
  }

  public Switches withConnectionsBase(@Nullable URI base) {
    return with(draft -> draft.connectionsBase = base);
  }

  public Switches withNoPaging(Form becomes) {
    return with(draft -> draft.noPaging = becomes);
  }

  public Switches withLargestPage(int records) {
    return with(draft -> draft.largestPage = records);
  }

  public Switches withLegacyPaging(Form becomes) {
    return with(draft -> draft.legacyPaging = becomes);
  }

  public Switches withRejectionStatus(int status) {
    return with(draft -> draft.rejectionStatus = status);
  }

  public Switches withListTotal(ListTotal total) {
    return with(draft -> draft.listTotal = total);
  }

  public Switches withFieldSignatures(FieldSignatures signatures) {
    return with(draft -> draft.fieldSignatures = signatures);
  }

  public Switches withFirstSignature(FirstSignature value) {
    return with(draft -> draft.firstSignature = value);
  }

  public Switches withOrganizationLinks(OrganizationLinks links) {
    return with(draft -> draft.organizationLinks = links);
  }

  public Switches withTrimblePageSize(int records) {
    return with(draft -> draft.trimblePageSize = records);
  }

  public Switches withTrimbleForms(TrimbleForms forms) {
    return with(draft -> draft.trimbleForms = forms);
  }

  public Switches withOperationForms(OperationForms forms) {
    return with(draft -> draft.operationForms = forms);
  }

  public Switches withExportForms(ExportForms forms) {
    return with(draft -> draft.exportForms = forms);
  }

  public Switches withLatency(Duration wait) {
    return with(draft -> draft.latency = wait);
  }

  public Switches withRateLimit(double callsPerSecond) {
    return with(draft -> draft.rateLimit = callsPerSecond);
  }

  private Switches with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.toSwitches();
  }

  /// The one place, beside the components, that names every switch and its default.
  private static final class Draft {
    private boolean rotateRefreshTokens;
    private boolean revokeOnReuse;
    private boolean endGrantWithLastConnection = true;
    private boolean unauthorizedBody = true;
    private Unchanged signatureUnchanged = Unchanged.NOT_MODIFIED;
    private Changed signatureChanged = Changed.FULL;
    private PagingStyle paging = PagingStyle.QUERY;
    private WriteStatus writeStatus = WriteStatus.RECORDED;
    private ParentDeletion parentDeletion = ParentDeletion.CASCADE;
    private UnverifiedTarget unverifiedTarget = UnverifiedTarget.ACCEPT;
    private Duration accessTokenLifetime = Duration.ofHours(12);
    private @Nullable URI linkBase;
    private @Nullable URI connectionsBase;
    private Form noPaging = Form.ACCEPT;
    private Form legacyPaging = Form.FAIL;
    private int largestPage = LARGEST_PAGE;
    private int rejectionStatus = 400;
    private ListTotal listTotal = ListTotal.NUMBER;
    private FieldSignatures fieldSignatures = FieldSignatures.PRESENT;
    private FirstSignature firstSignature = FirstSignature.EITHER;
    private OrganizationLinks organizationLinks = OrganizationLinks.ALL;
    private int trimblePageSize = LARGEST_TRIMBLE_PAGE;
    private TrimbleForms trimbleForms = TrimbleForms.defaults();
    private OperationForms operationForms = OperationForms.defaults();
    private ExportForms exportForms = ExportForms.defaults();
    private Duration latency = Duration.ZERO;
    private double rateLimit;

    Draft() {}

    Draft(Switches switches) {
      rotateRefreshTokens = switches.rotateRefreshTokens;
      revokeOnReuse = switches.revokeOnReuse;
      endGrantWithLastConnection = switches.endGrantWithLastConnection;
      unauthorizedBody = switches.unauthorizedBody;
      signatureUnchanged = switches.signatureUnchanged;
      signatureChanged = switches.signatureChanged;
      paging = switches.paging;
      writeStatus = switches.writeStatus;
      parentDeletion = switches.parentDeletion;
      unverifiedTarget = switches.unverifiedTarget;
      accessTokenLifetime = switches.accessTokenLifetime;
      linkBase = switches.linkBase;
      connectionsBase = switches.connectionsBase;
      noPaging = switches.noPaging;
      legacyPaging = switches.legacyPaging;
      largestPage = switches.largestPage;
      rejectionStatus = switches.rejectionStatus;
      listTotal = switches.listTotal;
      fieldSignatures = switches.fieldSignatures;
      firstSignature = switches.firstSignature;
      organizationLinks = switches.organizationLinks;
      trimblePageSize = switches.trimblePageSize;
      trimbleForms = switches.trimbleForms;
      operationForms = switches.operationForms;
      exportForms = switches.exportForms;
      latency = switches.latency;
      rateLimit = switches.rateLimit;
    }

    Switches toSwitches() {
      return new Switches(
          rotateRefreshTokens,
          revokeOnReuse,
          endGrantWithLastConnection,
          unauthorizedBody,
          signatureUnchanged,
          signatureChanged,
          paging,
          writeStatus,
          parentDeletion,
          unverifiedTarget,
          accessTokenLifetime,
          linkBase,
          connectionsBase,
          noPaging,
          legacyPaging,
          largestPage,
          rejectionStatus,
          listTotal,
          fieldSignatures,
          firstSignature,
          organizationLinks,
          trimblePageSize,
          trimbleForms,
          operationForms,
          exportForms,
          latency,
          rateLimit);
    }
  }
}
