/// Tests of the Mastercard Gateway connector: what answers mean, and what the network may do to them.
@NullMarked
package dev.sarraf.processors.mpgs;

import org.jspecify.annotations.NullMarked;
