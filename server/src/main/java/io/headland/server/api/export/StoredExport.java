package io.headland.server.api.export;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.UnitSystem;
import java.time.Instant;

/// The points of a machine file or an operation that are exported.
///
/// @param key of the points in the file store
/// @param changedAt when they were last changed
/// @param name of the downloaded file, without its ending
record StoredExport(
    String key,
    MachineFileDescription description,
    UnitSystem units,
    Instant changedAt,
    String name) {}
