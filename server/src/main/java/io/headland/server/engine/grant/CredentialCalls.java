package io.headland.server.engine.grant;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.credential.CredentialEventStore;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.provider.CallMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records the calls that are made with credentials: as events, in metrics, and in the rate limit
/// of the application.
public final class CredentialCalls {
  private static final Logger log = LoggerFactory.getLogger(CredentialCalls.class);

  private final CredentialEventStore events;
  private final CallMeter meter;
  private final CallBudget budget;

  public CredentialCalls(CredentialEventStore events, CallMeter meter, CallBudget budget) {
    this.events = events;
    this.meter = meter;
    this.budget = budget;
  }

  /// The calls of one refresh. They are written by [#write()], after the grant is committed:
  /// nothing may delay the commit.
  final class OfRefresh implements CallRecorder {
    private final AccountKey account;
    private final Credential credential;
    private final CallRecorder recorder;
    private final List<ProviderCall> made = new ArrayList<>();

    private OfRefresh(AccountKey account, Credential credential, CallRecorder recorder) {
      this.account = account;
      this.credential = credential;
      this.recorder = recorder;
    }

    @Override
    public synchronized void record(ProviderCall call) {
      made.add(call);
    }

    /// Writes the recorded calls that are not written yet.
    synchronized void write() {
      List<ProviderCall> calls = List.copyOf(made);
      made.clear();
      for (ProviderCall call : calls) {
        budget.recordRefresh(account, credential.application(), call);
        writeCall(account, credential, recorder, call);
      }
    }
  }

  /// Collects the calls of a refresh until they are written.
  OfRefresh ofRefresh(AccountKey account, Credential credential, CallRecorder recorder) {
    return new OfRefresh(account, credential, recorder);
  }

  /// Writes each call of a session immediately, and delays calls that the rate limit does not
  /// permit.
  CallRecorder ofSession(AccountKey account, Credential credential, CallRecorder recorder) {
    String application = credential.application();
    return new CallRecorder() {
      @Override
      public Duration admit() throws InterruptedException {
        return budget.admit(account, application);
      }

      @Override
      public void record(ProviderCall call) {
        budget.recordCall(account, application, call);
        writeCall(account, credential, recorder, call);
      }
    };
  }

  private void writeCall(
      AccountKey account, Credential credential, CallRecorder recorder, ProviderCall made) {
    ProviderCall call = made.without(credential.secrets().values());
    meter.count(account.provider(), call);
    try {
      events.insert(account.owner(), credential.id(), call);
      recorder.record(call);
    } catch (RuntimeException e) {
      // The response of the provider is more important than its record.
      log.warn("A call to {} could not be recorded", account.provider().wireName(), e);
    }
  }

  /// The rate limit of a provider application. The application is identified by the value of the
  /// credential's identification field, for example John Deere's client key.
  public interface CallBudget {
    /// Called before each call with an access token. Waits for a short time at most.
    ///
    /// @return zero when the call may be made now; otherwise the time to wait
    Duration admit(AccountKey account, String application) throws InterruptedException;

    /// Called for each call with an access token. Does not throw when the database is not
    /// available.
    void recordCall(AccountKey account, String application, ProviderCall call);

    /// Called for each token refresh, which is counted and never delayed: a missing refresh appears
    /// as an invalid credential.
    void recordRefresh(AccountKey account, String application, ProviderCall call);
  }
}
