/// The files of an archive and of the archives in it.
@NullMarked
package io.headland.server.core.machinefile.entry;

import org.jspecify.annotations.NullMarked;
