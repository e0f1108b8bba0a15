/// The records of a soak test, and their checks: functions of recorded data only.
@NullMarked
package io.headland.bench.soak.check;

import org.jspecify.annotations.NullMarked;
