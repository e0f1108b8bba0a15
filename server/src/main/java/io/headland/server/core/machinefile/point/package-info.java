/// Points in Parquet files, written and aggregated by DuckDB.
@NullMarked
package io.headland.server.core.machinefile.point;

import org.jspecify.annotations.NullMarked;
