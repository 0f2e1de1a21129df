/// The ways to pay that there are, and which of them a merchant offers where.
@NullMarked
package dev.sarraf.methods;

import org.jspecify.annotations.NullMarked;
