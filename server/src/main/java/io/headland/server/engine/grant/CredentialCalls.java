package io.headland.server.engine.grant;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.credential.CredentialEventStore;
import io.headland.server.core.credential.CredentialEventStore.NewCall;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.headland.server.provider.CallMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records the calls that are made with credentials: as events, in metrics, and in the rate limit
/// of the application.
///
/// Events of successful calls are stored together, at most a second after the call. The event of a
/// failed call is stored immediately, with those before it, because the status of the credential
/// states its error.
public final class CredentialCalls implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CredentialCalls.class);
  private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);

  /// The largest number of events of one statement, and in memory.
  private static final int LARGEST_BATCH = 200;

  private final CredentialEventStore events;
  private final CallMeter meter;
  private final CallBudget budget;
  private final BackgroundLoop flushing;
  private final Object writing = new Object();
  private List<NewCall> unwritten = new ArrayList<>();

  private CredentialCalls(
      CredentialEventStore events, CallMeter meter, CallBudget budget, BackgroundLoops loops) {
    this.events = events;
    this.meter = meter;
    this.budget = budget;
    this.flushing =
        loops.startMaintenance("credential-events", FLUSH_INTERVAL, FLUSH_INTERVAL, _ -> flush());
  }

  public static CredentialCalls start(
      CredentialEventStore events, CallMeter meter, CallBudget budget, BackgroundLoops loops) {
    return new CredentialCalls(events, meter, budget, loops);
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
    if (add(events.newCall(account.owner(), credential.id(), call)) >= LARGEST_BATCH
        || !call.isSuccessful()) {
      flush();
    }
    try {
      recorder.record(call);
    } catch (RuntimeException e) {
      // The response of the provider is more important than its record.
      log.warn("A call to {} could not be recorded", account.provider().wireName(), e);
    }
  }

  private synchronized int add(NewCall call) {
    unwritten.add(call);
    return unwritten.size();
  }

  private synchronized List<NewCall> takeUnwritten() {
    List<NewCall> taken = unwritten;
    unwritten = new ArrayList<>();
    return taken;
  }

  /// Stores the events of this node that are not stored yet, and waits for those that are being
  /// stored. If that fails, they are lost: the responses of the provider are more important than
  /// their records.
  public void flush() {
    synchronized (writing) {
      List<NewCall> calls = takeUnwritten();
      if (calls.isEmpty()) {
        return;
      }
      try {
        events.insert(calls);
      } catch (RuntimeException e) {
        // Not rethrown, for the reason above.
        log.warn("{} calls to providers could not be recorded", calls.size(), e);
      }
    }
  }

  @Override
  public void close() {
    flushing.close();
    flush();
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
