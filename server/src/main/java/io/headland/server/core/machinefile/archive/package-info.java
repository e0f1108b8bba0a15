/// Detects the machine files of an uploaded archive.
@NullMarked
package io.headland.server.core.machinefile.archive;

import org.jspecify.annotations.NullMarked;
