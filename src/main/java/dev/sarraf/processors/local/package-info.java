/// The connector to a provider of local payment methods, over a small REST of its own.
@NullMarked
package dev.sarraf.processors.local;

import org.jspecify.annotations.NullMarked;
