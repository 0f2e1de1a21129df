/// The simulator's own interface, off the money path: its record, its merchants' clocks and the faults they ask for.
@NullMarked
package dev.sarraf.simulator.admin;

import org.jspecify.annotations.NullMarked;
