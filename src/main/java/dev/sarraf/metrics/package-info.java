/// Numbers about the running program, for whoever watches it. The one package that sees the metrics library.
@NullMarked
package dev.sarraf.metrics;

import org.jspecify.annotations.NullMarked;
