/// Task sets of ISO 11783-10 (ISOXML), versions 3 and 4, with their time logs.
@NullMarked
package io.headland.server.core.machinefile.isoxml;

import org.jspecify.annotations.NullMarked;
