/// Tests of the record on the disk.
@NullMarked
package dev.sarraf.simulator.record;

import org.jspecify.annotations.NullMarked;
