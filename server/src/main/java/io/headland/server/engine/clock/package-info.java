/// Detects that the wall clock or the clock of the database was set, and corrects stored times that
/// became too late by it.
@NullMarked
package io.headland.server.engine.clock;

import org.jspecify.annotations.NullMarked;
