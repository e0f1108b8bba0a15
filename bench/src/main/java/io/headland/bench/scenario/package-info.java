/// The measurements, each from its preparation to its findings.
@NullMarked
package io.headland.bench.scenario;

import org.jspecify.annotations.NullMarked;
