@NullMarked
package dev.sarraf.ledger;

import org.jspecify.annotations.NullMarked;
