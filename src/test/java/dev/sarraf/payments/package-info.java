@NullMarked
package dev.sarraf.payments;

import org.jspecify.annotations.NullMarked;
