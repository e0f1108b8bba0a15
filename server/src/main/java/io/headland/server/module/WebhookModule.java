package io.headland.server.module;

import io.headland.server.api.alert.AlertResource;
import io.headland.server.api.alert.FailedCalls;
import io.headland.server.api.webhook.DeliveryResource;
import io.headland.server.api.webhook.UrlRules;
import io.headland.server.api.webhook.WebhookResource;
import io.headland.server.core.alert.AlertStore;
import io.headland.server.core.webhook.AttemptStore;
import io.headland.server.core.webhook.DeliveryStore;
import io.headland.server.core.webhook.RetryStore;
import io.headland.server.core.webhook.WebhookChangeStore;
import io.headland.server.core.webhook.WebhookStore;
import io.headland.server.core.webhook.WebhookTaskStore;
import io.headland.server.engine.alert.AlertFormat;
import io.headland.server.engine.webhook.ConcurrentSender;
import io.headland.server.engine.webhook.DeliveryPlan;
import io.headland.server.engine.webhook.DeliveryWorker;
import io.headland.server.engine.webhook.MessageFormats;
import io.headland.server.engine.webhook.StandardFormat;
import io.headland.server.engine.webhook.WebhookScheduler;
import io.headland.server.engine.webhook.WebhookSender;
import io.headland.server.platform.config.Version;
import io.headland.server.platform.config.WebhookConfig;
import io.headland.server.platform.crypto.RowCipher;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.safehttp.SafeHttpClient;
import io.headland.server.platform.tasks.TaskScheduler;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/// Webhooks, and the alerts of Leaf, which are delivered in the same way.
public final class WebhookModule implements AutoCloseable {
  private final WebhookScheduler scheduler;
  private final SafeHttpClient client;
  private final ConcurrentSender sender;
  private final WebhookResource resource;
  private final DeliveryResource deliveries;
  private final AlertResource alerts;
  private volatile boolean closing;

  /// Starts to deliver.
  public WebhookModule(Platform platform, EventModule events, OwnerModule owners) {
    Jdbi jdbi = platform.jdbi();
    WebhookConfig config = platform.config().webhooks();
    RowCipher cipher = new RowCipher(platform.aead(), platform.keyId());
    AlertFormat alertFormat = new AlertFormat();
    MessageFormats formats =
        new MessageFormats(List.of(alertFormat, new StandardFormat(config.retrySchedule())));
    WebhookStore store = new WebhookStore(jdbi, cipher);
    RetryStore retries = new RetryStore(jdbi);
    this.client =
        new SafeHttpClient(
            InetAddress::getAllByName,
            config.allowedNetworks(),
            config.timeout(),
            "Headland/" + Version.number());
    WebhookSender webhookSender =
        new WebhookSender(
            client, formats, platform.clock(), platform.meters()::countWebhookAttempt);
    this.sender = new ConcurrentSender(webhookSender, config.postsAtOnce());
    this.scheduler =
        new WebhookScheduler(
            platform.dataSource(),
            new DeliveryWorker(
                store,
                retries,
                new DeliveryPlan(
                    events.feed(), retries, formats, config.postsAtOnce(), platform.replayWait()),
                new DeliveryStore(jdbi),
                sender,
                formats,
                platform.clock(),
                platform.random(),
                config.disableAfter()),
            new WebhookTaskStore(jdbi),
            platform.clock(),
            config,
            platform.config().http().shutdownGrace(),
            platform.node());
    this.resource =
        new WebhookResource(
            store,
            new WebhookChangeStore(jdbi, cipher),
            client,
            platform.ids(),
            platform.clock(),
            platform.random(),
            scheduler::wake);
    this.deliveries =
        new DeliveryResource(
            store,
            new AttemptStore(jdbi),
            retries,
            webhookSender,
            formats,
            platform.ids(),
            platform.clock(),
            scheduler::wake);
    this.alerts =
        new AlertResource(
            store,
            new UrlRules(client),
            webhookSender,
            new AlertStore(jdbi, store),
            new FailedCalls(store, retries, events.feed(), alertFormat, owners.emails()),
            platform.config().credentials().revealSecrets(),
            platform.ids(),
            platform.clock());
    events.onPublished(this::published);
    scheduler.start();
  }

  private void published(Set<ApiOwnerId> owners) {
    if (!closing) {
      scheduler.wake(owners);
    }
  }

  public void addTo(Routes routes) {
    resource.addTo(routes);
    deliveries.addTo(routes);
    alerts.addTo(routes);
  }

  /// The scheduler, which is restarted when the clock was set back.
  public TaskScheduler scheduler() {
    return scheduler.scheduler();
  }

  @Override
  public void close() {
    closing = true;
    scheduler.close();
    sender.close();
    client.close();
  }
}
