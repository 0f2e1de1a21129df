/// Addresses that strangers give this server to talk to: which of them it may, and a client that goes nowhere else.
@NullMarked
package dev.sarraf.targets;

import org.jspecify.annotations.NullMarked;
