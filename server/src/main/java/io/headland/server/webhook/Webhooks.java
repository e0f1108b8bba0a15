package io.headland.server.webhook;

import com.google.crypto.tink.Aead;
import io.headland.server.background.TaskScheduler;
import io.headland.server.config.WebhookConfig;
import io.headland.server.event.EventReadStore;
import io.headland.server.http.Routes;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.IdMinter;
import io.headland.server.outbound.NameLookup;
import io.headland.server.outbound.OutboundClient;
import io.headland.server.outbound.PostOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/// Puts the parts of webhooks together and keeps them running.
public final class Webhooks implements AutoCloseable {
  private final Jdbi jdbi;
  private final WebhookStore store;
  private final RetryStore retries;
  private final WebhookSchedule schedule;
  private final OutboundClient client;
  private final BatchSender sender;
  private final Messenger messenger;
  private final WebhookResource resource;
  private final DeliveryResource deliveries;
  private volatile boolean closing;

  /// What webhooks stand on.
  ///
  /// @param keyId the key that new secrets are encrypted with
  /// @param userAgent shown to endpoints
  public record Ground(
      Jdbi jdbi,
      DataSource dataSource,
      Aead aead,
      String keyId,
      EventReadStore feed,
      NameLookup names,
      String userAgent,
      IdMinter ids,
      InstantSource clock,
      RandomGenerator random,
      String node) {}

  /// Builds them; they work from [#start] on.
  ///
  /// @param foreign formats of kinds beside Headland's own
  /// @param onAttempt told of each call that was made
  public Webhooks(
      Ground ground,
      WebhookConfig config,
      Duration shutdownGrace,
      List<MessageFormat> foreign,
      BiConsumer<WebhookKind, PostOutcome> onAttempt) {
    this.jdbi = ground.jdbi();
    WebhookCipher cipher = new WebhookCipher(ground.aead(), ground.keyId());
    List<MessageFormat> all = new ArrayList<>(foreign);
    all.add(new StandardFormat(config.retrySchedule()));
    Formats formats = new Formats(all);
    this.store = new WebhookStore(jdbi, cipher);
    this.retries = new RetryStore(jdbi);
    this.client =
        new OutboundClient(
            ground.names(), config.allowedNetworks(), config.timeout(), ground.userAgent());
    this.messenger = new Messenger(client, formats, ground.clock(), onAttempt);
    this.sender = new BatchSender(messenger, config.postsAtOnce());
    this.schedule = schedule(ground, config, shutdownGrace, formats);
    this.resource =
        new WebhookResource(
            store,
            new WebhookChangeStore(jdbi, cipher),
            retries,
            ground.feed(),
            client,
            ground.ids(),
            ground.clock(),
            ground.random(),
            schedule::wake);
    this.deliveries =
        new DeliveryResource(
            store,
            new AttemptStore(jdbi),
            retries,
            messenger,
            formats,
            ground.ids(),
            ground.clock(),
            schedule::wake);
  }

  private WebhookSchedule schedule(
      Ground ground, WebhookConfig config, Duration shutdownGrace, Formats formats) {
    return new WebhookSchedule(
        ground.dataSource(),
        new LaneWork(
            store,
            retries,
            new DeliveryPlan(ground.feed(), retries, formats, config.postsAtOnce()),
            new DeliveryStore(jdbi),
            sender,
            formats,
            ground.clock(),
            ground.random(),
            config.disableAfter()),
        new WebhookTaskStore(jdbi),
        new WebhookPurgeStore(jdbi),
        ground.clock(),
        config,
        shutdownGrace,
        ground.node());
  }

  public void start() {
    schedule.start();
  }

  /// The scheduler, which is restarted when the clock was set back.
  public TaskScheduler scheduler() {
    return schedule.scheduler();
  }

  /// Tells of feeds that grew.
  public void published(Set<ApiOwnerId> owners) {
    if (!closing) {
      schedule.wake(owners);
    }
  }

  public void addTo(Routes routes) {
    resource.addTo(routes);
    deliveries.addTo(routes);
  }

  public WebhookStore store() {
    return store;
  }

  public RetryStore retries() {
    return retries;
  }

  public Messenger messenger() {
    return messenger;
  }

  /// The rules for addresses of endpoints.
  public UrlRules urls() {
    return new UrlRules(client);
  }

  @Override
  public void close() {
    closing = true;
    schedule.close();
    sender.close();
    client.close();
  }
}
