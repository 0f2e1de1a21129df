/// Tests of the gateway simulator, over HTTP.
@NullMarked
package dev.sarraf.simulator;

import org.jspecify.annotations.NullMarked;
