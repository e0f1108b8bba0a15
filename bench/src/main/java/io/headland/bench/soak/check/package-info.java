/// What a soak test recorded, and the checks of it: functions of recorded data alone.
@NullMarked
package io.headland.bench.soak.check;

import org.jspecify.annotations.NullMarked;
