/// Machine files: uploaded, converted and downloaded, beside a copy of the same bytes and GDAL.
@org.jspecify.annotations.NullMarked
package io.headland.bench.files;
