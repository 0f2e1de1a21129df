/// Trouble on request: what a merchant has asked to go wrong with its next calls.
@NullMarked
package dev.sarraf.simulator.faults;

import org.jspecify.annotations.NullMarked;
