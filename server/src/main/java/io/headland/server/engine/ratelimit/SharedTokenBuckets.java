package io.headland.server.engine.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.headland.server.core.usage.ClientApplication;
import io.headland.server.engine.ratelimit.RateLimiter.TokenSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/// One bucket for each application, in PostgreSQL. Taking tokens is a short transaction that locks
/// the bucket's row.
///
/// Buckets use the clock of the database, which is the same for all nodes: a node whose clock is
/// ahead would otherwise take all tokens.
final class SharedTokenBuckets implements TokenSource {
  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(2);

  private final ProxyManager<String> buckets;
  private final BucketConfiguration configuration;
  private final Map<String, Bucket> known = new ConcurrentHashMap<>();

  SharedTokenBuckets(DataSource dataSource, Rate rate, InstantSource clock) {
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("rate_limit_bucket")
            .requestTimeout(LONGEST_STATEMENT)
            .clientClock(meter(clock))
            .build();
    this.configuration =
        BucketConfiguration.builder()
            .addLimit(
                limit ->
                    limit
                        .capacity(rate.capacity())
                        .refillGreedy(rate.callsPerSecond(), Duration.ofSeconds(1)))
            .build();
  }

  @Override
  public long take(ClientApplication application, long max) {
    return known.computeIfAbsent(application.digest(), this::open).tryConsumeAsMuchAsPossible(max);
  }

  /// An existing bucket may have another rate; it is set to that of the node that started last.
  private Bucket open(String id) {
    Bucket bucket = buckets.builder().build(id, () -> configuration);
    bucket.replaceConfiguration(configuration, TokensInheritanceStrategy.AS_IS);
    return bucket;
  }

  private static TimeMeter meter(InstantSource clock) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        Instant now = clock.instant();
        return Math.addExact(
            Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }
}
