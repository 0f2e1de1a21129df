@NullMarked
package dev.sarraf.payments.comparison;

import org.jspecify.annotations.NullMarked;
