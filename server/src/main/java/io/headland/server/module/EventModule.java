package io.headland.server.module;

import io.headland.server.api.event.EventResource;
import io.headland.server.core.event.EventPublishStore;
import io.headland.server.core.event.EventReadStore;
import io.headland.server.core.field.CreatedRecords;
import io.headland.server.engine.event.EventPublisher;
import io.headland.server.engine.event.EventPublisher.PublishedEvents;
import io.headland.server.platform.config.HeadlandConfig.EventConfig;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.jdbc.ReplayWait;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.BackgroundLoops;
import io.headland.server.provider.Provider;
import org.jdbi.v3.core.Jdbi;

/// The event feed: publishing and reading it.
public final class EventModule implements AutoCloseable {
  private final EventPublisher publisher;
  private final EventReadStore feed;
  private final BackgroundLoop publishing;
  private final ReplayWait replayWait;

  public EventModule(Platform platform) {
    Jdbi jdbi = platform.jdbi();
    EventConfig config = platform.config().events();
    BackgroundLoops loops = platform.loops();
    this.publisher = new EventPublisher(new EventPublishStore(jdbi));
    this.feed = new EventReadStore(jdbi);
    this.replayWait = platform.replayWait();
    this.publishing = loops.start("event-publisher", config.publishInterval(), publisher::publish);
  }

  /// Notifies a listener of what this node publishes from now on.
  public void onPublished(PublishedEvents listener) {
    publisher.add(listener);
  }

  /// Offers the feed over HTTP.
  public void addTo(Routes routes) {
    new EventResource(
            feed,
            name -> Provider.ofWireName(name).isPresent() || CreatedRecords.isProvider(name),
            replayWait)
        .addTo(routes);
  }

  public EventReadStore feed() {
    return feed;
  }

  @Override
  public void close() {
    publishing.close();
  }
}
