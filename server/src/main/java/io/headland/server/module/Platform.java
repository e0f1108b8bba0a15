package io.headland.server.module;

import com.google.crypto.tink.Aead;
import io.headland.server.engine.grant.Sleeper;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.jdbc.ReplayWait;
import io.headland.server.platform.tasks.BackgroundLoops;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/// The dependencies of all modules.
///
/// @param keyId the key with which new secrets are encrypted
/// @param clock the wall clock
/// @param node the name of this node
/// @param replayWait to be called before a client receives a notification of a change
public record Platform(
    HeadlandConfig config,
    Jdbi jdbi,
    DataSource dataSource,
    Aead aead,
    String keyId,
    UuidGenerator ids,
    InstantSource clock,
    SecureRandom random,
    Sleeper sleeper,
    String node,
    Meters meters,
    BackgroundLoops loops,
    ReplayWait replayWait) {}
